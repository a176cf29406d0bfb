import Foundation
import VeilMedia
import VeilVision

/// Picks protected frames for the report, spread evenly over those with something to hide.
struct ContactSheet {
  private static let pictures = 12
  private static let longSide = 480

  private(set) var thumbnails: [ReportPage.Thumbnail] = []
  /// Numbers, among the frames with regions, of those that are shown.
  private var wanted: Set<Int>
  private var seen = 0
  private let rotations: [Int: FrameRotator]

  init(of summary: DetectionsSummary, streams: [StreamInfo]) {
    let frames = summary.frames - summary.framesWithoutBoxes
    wanted = Set((0..<Self.pictures).map { (2 * $0 + 1) * frames / (2 * Self.pictures) })
    rotations = Dictionary(
      uniqueKeysWithValues: streams.map {
        ($0.index, FrameRotator(degreesClockwise: Int(($0.video?.rotation ?? 0).rounded())))
      })
  }

  /// Looks at a protected frame before it is encoded.
  mutating func observe(_ frame: VideoFrame, stream: Int, regions: Int) throws {
    guard regions > 0 else { return }
    defer { seen += 1 }
    guard wanted.contains(seen), thumbnails.count < Self.pictures else { return }
    let upright = try rotations[stream]?.upright(frame) ?? frame
    thumbnails.append(
      ReportPage.Thumbnail(
        seconds: frame.timestamp.seconds, jpeg: try Thumbnail.jpeg(of: upright, longSide: Self.longSide)))
  }
}
