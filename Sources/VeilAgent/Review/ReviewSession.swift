internal import Foundation
internal import VeilMedia
package import VeilPrivacy

/// One film under review: its pictures, its boxes, and rendering it again.
package actor ReviewSession {
  /// A stream's pictures, and how they are turned.
  struct Stream: Sendable {
    let strip: FrameStrip
    let turn: DisplayTurn
  }

  /// Where rendering is.
  struct Rendering: Encodable {
    var text = ""
    var done = 0
    var total = 0
    var isEnded = true
    var fault: String?
  }

  nonisolated let files: ReviewFiles
  nonisolated let policy: ProtectionPolicy
  /// The streams of pictures by their indices in the film. One is shown at a time; the others keep their boxes.
  nonisolated let streams: [Int: Stream]
  /// The one that is shown first.
  nonisolated let firstStream: Int
  private let tool: String
  private(set) var rendering = Rendering()
  private var frameCounts: [Int: Int] = [:]

  /// - Parameters:
  ///   - policy: how the film is rendered; the method can be chosen in the page.
  ///   - tool: name and version of the program, for the report.
  /// - Throws: `DeskError`, `MediaError`.
  package init(_ files: ReviewFiles, policy: ProtectionPolicy, tool: String) throws {
    self.files = files
    self.policy = policy
    self.tool = tool
    var streams: [Int: Stream] = [:]
    let found = try MediaProbe.probe(files.source).videoStreams
    for stream in found {
      guard let video = stream.video else { continue }
      let turn = DisplayTurn(video)
      streams[stream.index] = Stream(
        strip: try FrameStrip(of: files.source, stream: stream.index, turn: turn), turn: turn)
    }
    self.streams = streams
    firstStream = found.first?.index ?? 0
  }

  /// - Throws: `unknown` for a stream that has no moving pictures.
  nonisolated func stream(_ index: Int?) throws -> Stream {
    guard let stream = streams[index ?? firstStream] else {
      throw DeskError(.unknown, "the film has no such stream of pictures")
    }
    return stream
  }

  /// - Parameter index: nil for the first stream.
  func film(_ index: Int? = nil) throws -> ReviewFilm {
    let film = try ReviewFilm(files, stream: index ?? firstStream, turn: try stream(index).turn)
    frameCounts[film.stream] = film.frames.count
    return film
  }

  /// Pictures of a stream decoded so far, and in all.
  func progress(_ index: Int? = nil) throws -> (ready: Int, total: Int) {
    (try stream(index).strip.count, frameCounts[index ?? firstStream] ?? 0)
  }

  /// Decodes the pictures of all streams.
  nonisolated func prepare() async throws {
    try await withThrowingTaskGroup { group in
      for stream in streams.values { group.addTask { try await stream.strip.prepare() } }
      try await group.waitForAll()
    }
  }

  func save(_ correction: Correction) throws {
    guard rendering.isEnded else { throw DeskError(.wrongState, "wait until the film is rendered") }
    try correction.write(
      files, stream: correction.stream ?? firstStream, turn: try stream(correction.stream).turn)
  }

  /// Starts rendering from the corrected detections.
  /// - Throws: `wrongState` while it is being rendered; `invalidSetting` for an unknown method.
  func render(method name: String) throws {
    guard rendering.isEnded else { throw DeskError(.wrongState, "the film is being rendered already") }
    guard let method = ProtectionMethod(rawValue: name) else {
      throw DeskError(.invalidSetting, "“\(name.prefix(20))” is no method")
    }
    var policy = policy
    policy.method = method
    policy.keepTracks = Set(ReviewFilm.keep(in: try DetectionsReader(path: files.current).header))
    rendering = Rendering(text: "Starting …", isEnded: false)
    let run = protectRun(policy)
    Task { await finish(Result.catching { _ = try await run.run() }) }
  }

  private func protectRun(_ policy: ProtectionPolicy) -> ProtectRun {
    var options = RunOptions()
    options.detections = files.current
    options.overwrites = true
    options.tool = tool
    return ProtectRun(
      source: files.source, names: files.names, policy: policy, options: options,
      detectors: { throw DeskError(.wrongState, "a review detects nothing anew") },
      progress: { [weak self] progress in Task { await self?.note(progress) } })
  }

  private func note(_ progress: RunProgress) {
    guard !rendering.isEnded else { return }
    let verb = progress.pass == .verify ? "Verifying" : "Rendering"
    rendering.text = "\(verb), frame \(progress.frames)"
    rendering.done = progress.frames
    rendering.total = progress.expectedFrames ?? 0
  }

  private func finish(_ result: Result<Void, any Error>) {
    rendering.isEnded = true
    rendering.text = "Done"
    if case .failure(let error) = result { rendering.fault = "\(error)" }
  }
}

extension Result where Success == Void, Failure == any Error {
  fileprivate static func catching(_ work: () async throws -> Void) async -> Self {
    do {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}
