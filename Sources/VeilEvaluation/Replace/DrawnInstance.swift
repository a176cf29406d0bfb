import VeilMedia

/// A real person or vehicle that can be given another surface: its outline, light and surroundings stay.
package struct DrawnInstance: Sendable {
  /// Pixels of the longer side of the box, after scaling.
  static let side = 256

  let group: ObjectGroup
  let picture: BGRPicture
  /// In pixels of the picture.
  let box: PixelRect
  /// Row by row of the picture, true for pixels of the instance.
  let outline: [Bool]

  /// A drawn picture and the text on it.
  struct Drawing {
    let frame: VideoFrame
    let text: String
    /// Where the text is, without the plate's border; nil if the plate did not fit.
    let plate: PixelRect?
  }

  /// How the instance is drawn.
  struct Wish {
    /// Number of the pattern.
    var pattern: Int
    /// What is written.
    var text: String
    /// Rows of the plate.
    var plateHeight: Int
    /// Another number is another photograph: other noise and light.
    var photograph = 0
  }

  /// - Precondition: there is an outline value for every pixel.
  init(group: ObjectGroup, picture: BGRPicture, box: PixelRect, outline: [Bool]) {
    precondition(outline.count == picture.width * picture.height)
    self.group = group
    self.picture = picture
    self.box = box
    self.outline = outline
  }

  /// The picture with another surface and a plate.
  func drawn(_ wish: Wish) throws -> Drawing {
    let pattern = TexturePattern(number: wish.pattern)
    var random = SeededGenerator(seed: UInt64(wish.photograph) &* 1_000_003 &+ UInt64(wish.pattern))
    let light = wish.photograph.isMultiple(of: 2) ? 1 : 0.92
    let lettering = Lettering(text: wish.text)
    let plate = place(of: lettering, rows: wish.plateHeight)
    let ink = plate.map { lettering.ink(columns: $0.width, rows: $0.height) } ?? []
    var bytes = [UInt8](repeating: 0, count: picture.bytes.count)
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let index = y * picture.width + x
        var colour = SIMD3((0..<3).map { Double(picture.bytes[3 * index + $0]) })
        if outline[index] { colour = painted(colour, pattern, x, y) }
        if let plate, let share = Self.ink(ink, of: plate, x, y) { colour = SIMD3(repeating: 235 - 210 * share) }
        for channel in 0..<3 {
          let noise = Double.random(in: -4...4, using: &random)
          bytes[3 * index + channel] = UInt8(min(max(colour[channel] * light + noise + 0.5, 0), 255))
        }
      }
    }
    let frame = try BGRPicture(width: picture.width, height: picture.height, bytes: bytes).frame()
    return Drawing(frame: frame, text: wish.text, plate: plate.map(Self.inside))
  }

  /// The pattern in the light that falls on the pixel.
  private func painted(_ colour: SIMD3<Double>, _ pattern: TexturePattern, _ x: Int, _ y: Int) -> SIMD3<Double> {
    let across = (Double(x - box.x) + 0.5) / Double(box.width)
    let down = (Double(y - box.y) + 0.5) / Double(box.height)
    let grey = 0.114 * colour.x + 0.587 * colour.y + 0.299 * colour.z
    return pattern.colour(across: across, down: down) * (0.5 + grey / 255)
  }

  /// Share of a plate that lies in the outline at least: what is beside the instance is not replaced.
  private static let leastInside = 0.97

  /// On a car near where plates are, on a person near the chest; nil if it fits nowhere.
  private func place(of lettering: Lettering, rows: Int) -> PixelRect? {
    let columns = Int((lettering.aspect * Double(rows)).rounded())
    guard columns <= box.width, rows <= box.height else { return nil }
    let best = (box.x + (box.width - columns) / 2, box.y + box.height * (group == .person ? 35 : 72) / 100 - rows / 2)
    var found: (distance: Int, place: PixelRect)?
    for y in stride(from: box.y, through: box.y + box.height - rows, by: 4) {
      for x in stride(from: box.x, through: box.x + box.width - columns, by: 4) {
        let distance = abs(x - best.0) + abs(y - best.1)
        let place = PixelRect(x: x, y: y, width: columns, height: rows)
        guard distance < found?.distance ?? .max, share(of: place) >= Self.leastInside else { continue }
        found = (distance, place)
      }
    }
    return found?.place
  }

  /// How much of a rectangle of the picture lies in the outline.
  private func share(of place: PixelRect) -> Double {
    var inside = 0
    for y in place.y..<place.y + place.height {
      for x in place.x..<place.x + place.width where outline[y * picture.width + x] { inside += 1 }
    }
    return Double(inside) / Double(place.area)
  }

  /// How much of a pixel is ink: that of the text, or of the border. Nil beside the plate.
  private static func ink(_ ink: [Double], of plate: PixelRect, _ x: Int, _ y: Int) -> Double? {
    let (column, row) = (x - plate.x, y - plate.y)
    guard (0..<plate.width).contains(column), (0..<plate.height).contains(row) else { return nil }
    let border = border(of: plate)
    let isBorder =
      min(column, row) < border || column >= plate.width - border || row >= plate.height - border
    return isBorder ? 1 : ink[row * plate.width + column]
  }

  private static func border(of plate: PixelRect) -> Int { max(1, plate.height / 24) }

  private static func inside(_ plate: PixelRect) -> PixelRect {
    let border = border(of: plate) + 1
    return PixelRect(
      x: plate.x + border, y: plate.y + border, width: plate.width - 2 * border, height: plate.height - 2 * border)
  }
}
