internal import Foundation
internal import VeilMedia
package import VeilPrivacy

/// One film under review: its pictures, its boxes, and rendering it again.
package actor ReviewSession {
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
  nonisolated let strip: FrameStrip
  /// The video stream that is shown; others keep their boxes.
  nonisolated let stream: Int
  private let tool: String
  private(set) var rendering = Rendering()
  private var frameCount = 0

  /// - Parameters:
  ///   - policy: how the film is rendered; the method can be chosen in the page.
  ///   - tool: name and version of the program, for the report.
  /// - Throws: `DeskError`, `MediaError`.
  package init(_ files: ReviewFiles, policy: ProtectionPolicy, tool: String) throws {
    self.files = files
    self.policy = policy
    self.tool = tool
    stream = try MediaProbe.probe(files.source).videoStreams.first?.index ?? 0
    strip = try FrameStrip(of: files.source, stream: stream)
  }

  func film() throws -> ReviewFilm {
    let film = try ReviewFilm(files, stream: stream)
    frameCount = film.frames.count
    return film
  }

  /// Pictures decoded so far, and in all.
  func progress() -> (ready: Int, total: Int) { (strip.count, frameCount) }

  func save(_ correction: Correction) throws {
    guard rendering.isEnded else { throw DeskError(.wrongState, "wait until the film is rendered") }
    try correction.write(files, stream: stream)
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
