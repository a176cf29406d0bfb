internal import VeilMedia

/// Static text in lines along and across the picture: a camera that is mounted on its side writes across.
struct BurntInText {
  private static let turn = FrameRotator(degreesClockwise: 90)

  private let width: Int
  private let height: Int
  private var along: StaticText
  private var across: StaticText

  /// - Parameters:
  ///   - width: of the frames to come, in pixels.
  ///   - height: likewise.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    along = StaticText(width: width, height: height)
    across = StaticText(width: height, height: width)
  }

  mutating func add(_ frame: VideoFrame) throws {
    try along.add(frame)
    try across.add(try Self.turn.upright(frame))
  }

  /// What is to be hidden, in pixels of the frames. Letters of a line look like short lines the other way; the longer one is
  /// the line.
  func regions() -> [PixelRect] {
    let all = along.lines() + across.lines().map { TextLine(core: turnedBack($0.core), region: turnedBack($0.region)) }
    var lines: [TextLine] = []
    for line in all.sorted(by: { $0.length > $1.length }) where !lines.contains(where: { line.isHidden(by: $0) }) {
      lines.append(line)
    }
    return lines.map(\.region)
  }

  private func turnedBack(_ rect: PixelRect) -> PixelRect {
    let back = Self.turn.coded(
      x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height),
      codedWidth: Double(width), codedHeight: Double(height))
    return PixelRect(x: Int(back.x), y: Int(back.y), width: Int(back.width), height: Int(back.height))
  }
}
