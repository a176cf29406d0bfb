import VeilMedia
import VeilVision

/// Lets a detector see a stream upright, and brings its boxes back to the coded picture.
struct UprightView: Sendable {
  private let rotator: FrameRotator
  private let coded: PictureFormat?

  init(of stream: StreamInfo) {
    coded = stream.video?.frameFormat
    rotator = FrameRotator(degreesClockwise: Int((stream.video?.rotation ?? 0).rounded()))
  }

  /// Gets a detector ready for the stream's pictures.
  func prepare(_ detector: any FrameDetector) async throws {
    guard let coded else { return }
    try await detector.prepare(for: rotator.upright(coded))
  }

  func detect(in frame: VideoFrame, with detector: any FrameDetector, turn: Int?) async throws -> [Detection] {
    guard rotator.quarterTurns != 0 else { return try await detector.detect(in: frame, turn: turn) }
    let width = Double(frame.format.width)
    let height = Double(frame.format.height)
    return try await detector.detect(in: rotator.upright(frame), turn: turn).map { detection in
      var detection = detection
      let box = rotator.coded(
        x: detection.box.x, y: detection.box.y, width: detection.box.width, height: detection.box.height,
        codedWidth: width, codedHeight: height)
      detection.box = Box(x: box.x, y: box.y, width: box.width, height: box.height)
      return detection
    }
  }
}
