import VeilMedia

/// The mean of many pictures of the same object, each stretched to the same small square.
struct FrameAverage: Sendable {
  private static let side = 128
  /// As many pictures as a 16-bit sum holds.
  private static let most = 257
  private var sums = [UInt16](repeating: 0, count: 3 * side * side)
  private var count = 0

  /// Adds a part of a picture; pictures after the 257th change nothing.
  mutating func add(_ frame: VideoFrame, region: PixelRect) throws {
    guard count < Self.most else { return }
    let picture = try BGRPicture(of: frame, region: region, width: Self.side, height: Self.side)
    for (index, byte) in picture.bytes.enumerated() { sums[index] += UInt16(byte) }
    count += 1
  }

  /// The mean picture, nil if there was none.
  func frame() throws -> VideoFrame? {
    guard count > 0 else { return nil }
    let half = count / 2
    let bytes = sums.map { UInt8((Int($0) + half) / count) }
    return try BGRPicture(width: Self.side, height: Self.side, bytes: bytes).frame()
  }
}
