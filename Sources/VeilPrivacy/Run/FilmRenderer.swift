import VeilMedia
import VeilVision

/// The second pass over a film: paints over every region of every frame and hands the frames to the encoder, in order.
struct FilmRenderer: Sendable {
  let painter: FramePainter
  /// Frames in work at once.
  let concurrency: Int
  let timings: StageTimings

  private struct Painted: Sendable {
    let frame: VideoFrame
    let stream: Int
    let area: Double
    let regions: Int
    let isDamaged: Bool
  }

  /// - Parameters:
  ///   - items: the film's frames, decoded again.
  ///   - detections: their boxes.
  ///   - writer: receives every frame.
  ///   - observe: sees every protected frame before it is encoded, with the number of its regions.
  ///   - progress: told after every frame, with the number of frames so far.
  /// - Returns: what was painted, by stream.
  /// - Throws: whatever decoding, painting or encoding throws; then the output must not be committed.
  func render<Items: AsyncSequence & Sendable>(
    _ items: Items, detections: DetectionsFeed, to writer: FilmWriter,
    observe: (_ frame: VideoFrame, _ stream: Int, _ regions: Int) async throws -> Void,
    progress: @Sendable (Int) -> Void
  ) async throws -> [Int: PaintedFigures] where Items.Element == FilmItem {
    var figures: [Int: PaintedFigures] = [:]
    var count = 0
    let described = DescribedFrames(items: items, feed: detections)
    try await orderedConcurrentMap(described, limit: concurrency) { [painter, timings] described in
      try Task.checkCancellation()
      return try await timings.measure(.protect) {
        let result = try await painter.paint(described.frame, described.detections)
        return Painted(
          frame: result.frame, stream: described.stream, area: result.coveredShare, regions: result.regions,
          isDamaged: described.frame.isDamaged)
      }
    } consume: { painted in
      figures[painted.stream, default: PaintedFigures()].add(
        share: painted.area, regions: painted.regions, isDamaged: painted.isDamaged)
      try await observe(painted.frame, painted.stream, painted.regions)
      try await timings.measure(.encode) { try await writer.write(painted.frame, stream: painted.stream) }
      count += 1
      progress(count)
    }
    return figures
  }
}
