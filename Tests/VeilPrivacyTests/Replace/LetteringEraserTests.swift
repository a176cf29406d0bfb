import Testing
import VeilMedia

@testable import VeilPrivacy

@Suite struct LetteringEraserTests {
  private static let side = 128

  /// The outlines of rectangles, one pixel wide.
  private func edges(_ boxes: [PixelRect]) -> [Float] {
    var values = [Float](repeating: 0, count: Self.side * Self.side)
    for box in boxes {
      for x in box.x..<box.x + box.width {
        values[box.y * Self.side + x] = 1
        values[(box.y + box.height - 1) * Self.side + x] = 1
      }
      for y in box.y..<box.y + box.height {
        values[y * Self.side + box.x] = 1
        values[y * Self.side + box.x + box.width - 1] = 1
      }
    }
    return values
  }

  private func erased(_ edges: [Float]) -> [Float] {
    LetteringEraser(width: Self.side, height: Self.side).erased(edges)
  }

  private let word = [
    PixelRect(x: 20, y: 50, width: 12, height: 18), PixelRect(x: 36, y: 50, width: 10, height: 18),
    PixelRect(x: 50, y: 51, width: 13, height: 18), PixelRect(x: 66, y: 51, width: 11, height: 18),
  ]
  private let body = PixelRect(x: 4, y: 20, width: 120, height: 90)

  @Test func aWordGoesAndTheBodyStays() {
    #expect(erased(edges(word + [body])) == edges([body]))
  }

  /// Letters that ran into each other, and one that fell apart, belong to the line.
  @Test func whatLiesInTheLineGoesWithIt() {
    let joined = PixelRect(x: 80, y: 51, width: 27, height: 17)
    let crumb = PixelRect(x: 12, y: 56, width: 4, height: 6)
    #expect(erased(edges(word + [joined, crumb, body])) == edges([body]))
  }

  @Test func aWordThatRisesGoes() {
    let rising = word.enumerated().map { index, box in
      PixelRect(x: box.x, y: box.y - 3 * index, width: box.width, height: box.height)
    }
    #expect(erased(edges(rising + [body])) == edges([body]))
  }

  private static let others: [[PixelRect]] = [
    // Two windows.
    [PixelRect(x: 20, y: 30, width: 20, height: 20), PixelRect(x: 44, y: 30, width: 20, height: 20)],
    // Far from each other.
    row(of: 8, by: 12, every: 40, from: 10),
    // Of different heights.
    [10, 18, 26].map { PixelRect(x: 10 + 2 * $0, y: 40, width: 12, height: $0) },
    // In each other.
    [0, 3, 6].map { PixelRect(x: 40 + $0, y: 40 + $0, width: 30 - 2 * $0, height: 30 - 2 * $0) },
    // Too large, and too small.
    row(of: 36, by: 40, every: 40, from: 4),
    row(of: 6, by: 6, every: 10, from: 4),
  ]

  private static func row(of width: Int, by height: Int, every step: Int, from left: Int) -> [PixelRect] {
    (0..<3).map { PixelRect(x: left + step * $0, y: 40, width: width, height: height) }
  }

  @Test(arguments: others) func otherShapesStay(_ boxes: [PixelRect]) {
    #expect(erased(edges(boxes + [body])) == edges(boxes + [body]))
  }

  /// What generators are told of a picture, and what the attack on edges looks at.
  @Test func picturesAreToldOfWithoutTheirLettering() throws {
    func found(_ boxes: [PixelRect]) throws -> [UInt8] {
      var grey = [UInt8](repeating: 200, count: Self.side * Self.side)
      for box in boxes {
        for y in box.y..<box.y + box.height {
          for x in box.x..<box.x + box.width { grey[y * Self.side + x] = 20 }
        }
      }
      return try LevelPicture(width: Self.side, height: Self.side, channels: 3, levels: grey + grey + grey)
        .edges(EdgeFilter()).levels
    }
    let window = PixelRect(x: 20, y: 90, width: 60, height: 24)
    #expect(try found([window]).contains(255))
    #expect(try found(word + [window]) == found([window]))
    // The same letters apart are no line, and are told.
    let apart = [word[0], PixelRect(x: 100, y: 20, width: 10, height: 18)]
    #expect(try found(apart + [window]) != found([window]))
  }

  @Test func nothingAndOnePixelAreNoLettering() {
    #expect(erased(edges([])) == edges([]))
    #expect(LetteringEraser(width: 1, height: 1).erased([1]) == [1])
  }

  @Test func partsAreConnectedByEdgesOrByCorners() {
    let steps = [true, false, false, false, true, false, false, false, true]
    #expect(PixelParts(width: 3, height: 3, neighbourhood: .edges).parts(of: steps) == [[0], [4], [8]])
    let parts = PixelParts(width: 3, height: 3, neighbourhood: .edgesAndCorners)
    #expect(parts.parts(of: steps) == [[0, 4, 8]])
    #expect(parts.box(of: [4, 8]) == PixelRect(x: 1, y: 1, width: 2, height: 2))
  }
}
