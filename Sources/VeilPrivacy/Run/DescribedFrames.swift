import VeilMedia
import VeilVision

/// A frame of the second pass with its boxes.
struct DescribedFrame: Sendable {
  let frame: VideoFrame
  let stream: Int
  let detections: FrameDetections
}

/// Frames of the second pass, each with its line of the detections file.
struct DescribedFrames<Items: AsyncSequence & Sendable>: AsyncSequence where Items.Element == FilmItem {
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var items: Items.AsyncIterator
    fileprivate let feed: DetectionsFeed

    mutating func next() async throws -> DescribedFrame? { try await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async throws -> DescribedFrame? {
      while let item = try await items.next(isolation: actor) {
        guard case .frame(let frame, let stream) = item else { continue }
        return DescribedFrame(
          frame: frame, stream: stream, detections: try feed.next(for: frame, stream: stream))
      }
      return nil
    }
  }

  let items: Items
  let feed: DetectionsFeed

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(items: items.makeAsyncIterator(), feed: feed) }
}
