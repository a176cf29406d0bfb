/// Text as a sign writer draws it: strokes of one width on a grid of four by six, with round ends.
struct Lettering {
  /// Letters and digits that are hard to mistake for each other.
  static let alphabet = "ACEFHJKLMNPRTUVXY3467"
  /// Grid units from one letter to the next.
  private static let advance = 5.8
  /// Grid units of a letter's width and height.
  private static let (width, height) = (4.0, 6.0)
  /// Grid units on each side of a stroke's middle.
  private static let halfStroke = 0.45
  /// Height of a plate in grid units: letters take three fifths of it.
  private static let plateHeight = 10.0
  /// Grid units left and right of the text on a plate.
  private static let quiet = 2.5

  let text: String

  /// Columns of a plate over its rows.
  var aspect: Double {
    (Self.advance * Double(text.count) - Self.advance + Self.width + 2 * Self.quiet) / Self.plateHeight
  }

  /// How much of each pixel of a plate is ink, 0...1, row by row.
  /// - Parameters:
  ///   - rows: of the plate, in pixels.
  ///   - columns: of the plate, in pixels.
  func ink(columns: Int, rows: Int) -> [Double] {
    let scale = Double(rows) / Self.plateHeight
    let top = (Self.plateHeight - Self.height) / 2
    let strokes = text.enumerated().flatMap { index, letter in
      Self.strokes(of: letter).map { line in
        line.map { SIMD2($0.x + Self.quiet + Self.advance * Double(index), $0.y + top) * scale }
      }
    }
    var ink = [Double](repeating: 0, count: columns * rows)
    for line in strokes {
      for (start, end) in zip(line, line.dropFirst()) {
        draw(from: start, to: end, radius: Self.halfStroke * scale, on: &ink, columns, rows)
      }
    }
    return ink
  }

  private func draw(
    from start: SIMD2<Double>, to end: SIMD2<Double>, radius: Double, on ink: inout [Double], _ columns: Int,
    _ rows: Int
  ) {
    let reach = radius + 1
    let left = max(0, Int(min(start.x, end.x) - reach))
    let right = min(columns - 1, Int(max(start.x, end.x) + reach))
    let top = max(0, Int(min(start.y, end.y) - reach))
    let bottom = min(rows - 1, Int(max(start.y, end.y) + reach))
    guard left <= right, top <= bottom else { return }
    let along = end - start
    let length = (along * along).sum()
    for y in top...bottom {
      for x in left...right {
        let place = SIMD2(Double(x) + 0.5, Double(y) + 0.5)
        let share = length > 0 ? min(max(((place - start) * along).sum() / length, 0), 1) : 0
        let away = place - (start + along * share)
        let distance = (away * away).sum().squareRoot()
        ink[y * columns + x] = max(ink[y * columns + x], min(max(radius - distance + 0.5, 0), 1))
      }
    }
  }

  /// Lines through points of the grid; none for what is not in the alphabet.
  private static func strokes(of letter: Character) -> [[SIMD2<Double>]] {
    (glyphs[letter] ?? "").split(separator: "/").map { line in
      line.split(separator: " ").compactMap { point in
        let digits = point.compactMap(\.wholeNumberValue).map(Double.init)
        return digits.count == 2 ? SIMD2(digits[0], digits[1]) : nil
      }
    }
  }

  /// Column and row of each point, lines divided by a slash.
  private static let glyphs: [Character: String] = [
    "A": "06 20 46/14 34", "C": "41 30 10 01 05 16 36 45", "E": "40 00 06 46/03 33", "F": "40 00 06/03 33",
    "H": "00 06/40 46/03 43", "J": "40 45 36 16 05", "K": "00 06/40 03 46", "L": "00 06 46", "M": "06 00 23 40 46",
    "N": "06 00 46 40", "P": "06 00 30 41 42 33 03", "R": "06 00 30 41 42 33 03/23 46", "T": "00 40/20 26",
    "U": "00 05 16 36 45 40", "V": "00 26 40", "X": "00 46/40 06", "Y": "00 23 40/23 26",
    "3": "00 40 23 33 44 45 36 16 05", "4": "36 30 04 44", "6": "41 30 10 01 05 16 36 45 44 33 13 04",
    "7": "00 40 16",
  ]
}
