import VeilMedia
import VeilVision

/// Protects one film: analyse, render, verify, then give the results their names (DESIGN section 5).
///
/// Nothing is left of a run that fails: results are written beside their destinations under hidden names and renamed at
/// the end, the film first, so that a film without its report may exist but never the other way round.
package struct ProtectRun: Sendable {
  /// What the reader opens: a path, or for a live run also `-` or an address.
  package let source: String
  package let names: OutputNames
  package let policy: ProtectionPolicy
  package let options: RunOptions
  /// Gives the detectors; asked for only when something is to be detected.
  package let detectors: @Sendable () async throws -> any FrameDetector
  /// Gives what replaces instances; asked for only when the policy replaces some.
  package let categories: @Sendable (ProtectionPolicy) async throws -> CategorySuite
  /// Told how far the run is.
  package let progress: @Sendable (RunProgress) -> Void

  package init(
    source: String, names: OutputNames, policy: ProtectionPolicy, options: RunOptions,
    detectors: @escaping @Sendable () async throws -> any FrameDetector,
    categories: @escaping @Sendable (ProtectionPolicy) async throws -> CategorySuite = installedCategories,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.source = source
    self.names = names
    self.policy = policy
    self.options = options
    self.detectors = detectors
    self.categories = categories
    self.progress = progress
  }

  /// What replaces instances in an installation.
  package static let installedCategories: @Sendable (ProtectionPolicy) async throws -> CategorySuite = {
    try CategorySuite.load(for: $0, from: .standard())
  }

  /// Runs to the end.
  /// - Returns: the report that was written.
  /// - Throws: ``MediaError``, ``VisionError``, ``DetectionsError``, ``ProtectionError`` or ``RunError``, each one
  ///   sentence; then there is no output.
  package func run() async throws -> RunReport {
    let started = ContinuousClock.now
    let timings = StageTimings()
    let film = try MediaProbe.probe(source, salvages: options.salvages)
    if film.isStillImage { return try await StillRun(run: self, film: film, timings: timings).run(since: started) }
    try check(film)
    // Before anything is computed: a result in the way should not cost an hour.
    let suite = try await categorySuite()
    let painter = try FramePainter(
      policy: policy, streams: film.videoStreams, suite: suite, timings: timings,
      grader: options.faceGrader)
    let location = try await LocationOutcome(scanning: source, policy: policy.location)
    let results = try PendingResults(names: names, source: source, options: options, track: location.track)
    let file = try InputFile(hashing: source)
    let detections = try await DetectionsStage(run: self, film: film, file: file, timings: timings, results: results)
      .run(with: painter)
    let rendition = try await RenderStage(
      run: self, film: film, detections: detections, location: location, painter: painter, timings: timings
    ).run()
    let report = try ReportBuilder(
      run: self, film: film, file: file, detections: detections, rendition: rendition, painter: painter,
      location: location,
      timings: timings, elapsed: ContinuousClock.now - started
    ).report()
    try await results.commit(rendition, report: report)
    return report
  }

  /// What the policy replaces instances with; nil if it replaces none.
  func categorySuite() async throws -> CategorySuite? { policy.replaces ? try await categories(policy) : nil }

  /// Runs in one pass over a source that may not be readable twice, and may have no end but an interruption.
  /// - Parameter lookahead: how many seconds a frame waits for what follows it.
  /// - Throws: as ``run()``; then there is no output.
  package func runLive(lookahead: Double) async throws -> RunReport {
    let started = ContinuousClock.now
    let timings = StageTimings()
    let results = try PendingResults(names: names, source: source, options: options)
    let reader = try await FilmReader.open(
      source, copiesAudio: policy.audio == .copy,
      options: DecoderOptions(threads: 2, readAhead: 2, salvages: options.salvages))
    try check(reader.info)
    let suite = try await categorySuite()
    let painter = try FramePainter(
      policy: policy, streams: reader.info.videoStreams, suite: suite, timings: timings,
      grader: options.faceGrader)
    let file = try InputFile(live: source)
    let (detections, rendition) = try await LiveStage(
      run: self, reader: reader, file: file, painter: painter, timings: timings, results: results, lookahead: lookahead
    ).run()
    let report = try ReportBuilder(
      run: self, film: reader.info, file: file, detections: detections, rendition: rendition,
      painter: painter, location: .none,
      timings: timings, elapsed: ContinuousClock.now - started
    ).report()
    try await results.commit(rendition, report: report)
    return report
  }

  /// How tracks are completed: by the policy, believing weak detections only beside one above the threshold.
  func completion(for detector: any FrameDetector) -> CompletionOptions {
    var options = policy.completion
    for (category, threshold) in detector.thresholds { options.thresholds[Category(category)] = threshold }
    return options
  }

  /// Refuses what cannot be protected.
  private func check(_ film: FilmInfo) throws {
    guard !film.videoStreams.isEmpty else {
      throw RunError(.unsupportedStream, "\(source) holds no video")
    }
    for zone in policy.zones where !film.videoStreams.contains(where: { zone.lies(in: $0) }) {
      throw RunError(
        .unsupported, "the zone \(zone) lies outside the picture; zones are in pixels of the upright picture")
    }
    guard options.isStrict else { return }
    let others = film.streams.filter { $0.kind != .video && $0.kind != .audio }
    guard others.isEmpty else {
      let list = others.map { "\($0.kind.rawValue) (\($0.codec))" }.joined(separator: ", ")
      throw RunError(
        .unsupportedStream,
        "\(source) also holds \(list), which cannot be protected; without --strict it would be left out and named")
    }
    guard film.videoStreams.count == 1 else {
      throw RunError(
        .unsupportedStream,
        "\(source) holds \(film.videoStreams.count) video streams; without --strict each of them would be protected")
    }
  }
}

extension Zone {
  /// True if at least a part of the zone is in the stream's upright picture.
  fileprivate func lies(in stream: StreamInfo) -> Bool {
    guard let video = stream.video else { return false }
    let isTurned = FrameRotator(degreesClockwise: Int(video.rotation.rounded())).quarterTurns % 2 == 1
    return region.clipped(
      toWidth: isTurned ? video.height : video.width, height: isTurned ? video.width : video.height) != nil
  }
}
