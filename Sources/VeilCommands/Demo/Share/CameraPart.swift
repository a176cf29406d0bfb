import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilEvidence
import VeilMedia

/// The camera's part of the demonstration (algorithm 1), up to the cloud's verification (algorithm 2).
struct CameraPart: Sendable {
  /// An incident that anybody can search for.
  struct Published: Sendable {
    let id: IncidentID
    let impact: Int64
    /// As the camera signed it for the index.
    let place: CoarsePlace
    /// Everything but the protecting: gathering, sealing, signing, publishing, verifying.
    let publishedSeconds: Double
    let protectSeconds: Double
    let recordedBytes: Int
  }

  private static let patience = Duration.seconds(120)

  let demo: ShareDemo
  /// The protected rendition, kept for the comparison.
  let copy: URL
  private let store: AgentStore

  init(_ demo: ShareDemo) throws {
    self.demo = demo
    copy = demo.output.appending(path: "protected." + URL(filePath: demo.film).pathExtension)
    store = try demo.system.camera()
  }

  func run() async throws -> Published {
    let begin = LocalSystem.now()
    let impact = try await record(endingAt: begin)
    let ((), recordSeconds) = try await StepRecorder.timed { try await agent().once() }
    let segments = try store.recentSegments()
    guard let last = segments.last else { throw AgentError(.noFilm, "the camera found no film to record") }
    await demo.steps.add(
      1, "records", "\(segments.count) of \(SignedRecord.byteCount) bytes with signature",
      hash: last.record.record.videoHash.description,
      bytes: EvidenceRecord.byteCount, seconds: recordSeconds)
    let cloud = CloudClientLink(try demo.system.cloudClient())
    let ((), sendSeconds) = try await StepRecorder.timed { try await agent(cloud: cloud).once() }
    guard try store.recordCounts().unsent == 0 else {
      throw AgentError(.unreachable, "the cloud did not take the records; see the messages above")
    }
    await demo.steps.add(
      1, "records at the cloud", "receipts are signed", bytes: segments.count * SignedRecord.byteCount,
      seconds: sendSeconds)
    return try await publish(impact, cloud)
  }

  /// Cuts the film into minutes that end now.
  /// - Returns: the time of the impact, in the middle of the film.
  private func record(endingAt end: Int64) async throws -> Int64 {
    let duration = try MediaProbe.probe(demo.film).duration ?? 0
    let begin = end - Int64(duration * 1_000)
    let (folder, suffix) = (demo.system.recordings, URL(filePath: demo.film).pathExtension.lowercased())
    let container = ["mp4", "mkv", "mov", "ts"].contains(suffix) ? suffix : "mkv"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await FilmSplitter.split(demo.film, length: 60) { number, seconds in
      let start = begin + Int64((seconds * 1_000).rounded())
      return folder + "/" + RecordingName.make(start: start, number: number, suffix: container, offset: 0)
    } done: { _ in
    }
    return begin + Int64(duration * 500)
  }

  private func publish(_ impact: Int64, _ cloud: CloudClientLink) async throws -> Published {
    let known = Set(try store.incidents().map(\.id))
    try MarkTrigger(store.folder).mark(at: impact)
    let ((), localSeconds) = try await StepRecorder.timed { try await agent().once() }
    guard let bound = try store.incidents().last(where: { !known.contains($0.id) }), bound.state == .bound,
      let protection = bound.protection, let signed = bound.binding
    else {
      throw AgentError(.noFilm, "the camera made no incident: \(try store.incidents().last?.problem ?? "no reason")")
    }
    let binding = try SignedBinding(parsing: Array(signed.utf8)).binding
    await demo.steps.add(
      1, "protect", protection.method, hash: protection.contentRoot.description, bytes: protection.byteCount,
      seconds: protection.protectSeconds)
    await demo.steps.add(
      1, "seal and sign", "both renditions to the owner's keys, the session key in a capsule of 98 bytes",
      hash: binding.protected.ciphertextRoot.description, seconds: localSeconds - protection.protectSeconds)
    let start = ContinuousClock.now
    try await upload(bound.id, cloud)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let reply = try await demo.system.cloudClient().incident(bound.id)
    try await demo.steps.add(
      1, "evidence contract", "\(reply.evidence?.description ?? ""), paid by the relayer",
      transaction: reply.transaction, seconds: 0)
    let sealed = [reply.original, reply.protected].compactMap(\.state.length).reduce(0, +)
    await demo.steps.add(1, "upload", "both renditions sealed, three previews", bytes: sealed, seconds: seconds)
    for check in reply.checks {
      await demo.steps.add(2, "check \(check.name)", check.detail, seconds: 0)
    }
    try await demo.steps.add(
      2, "verify", "EC verified, SC knows it", transaction: reply.verification, seconds: 0)
    let originals = try store.segments(bound.segments)
    let place = CoarsePlace(row: reply.place.row, column: reply.place.column, bucket: reply.place.bucket)
    return Published(
      id: bound.id, impact: impact, place: place,
      publishedSeconds: localSeconds - protection.protectSeconds + seconds, protectSeconds: protection.protectSeconds,
      recordedBytes: originals.map { Int($0.byteCount) }.reduce(0, +))
  }

  /// Has the agent send until the cloud has verified the incident.
  private func upload(_ id: IncidentID, _ cloud: CloudClientLink) async throws {
    let agent = try agent(cloud: cloud)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < Self.patience {
      try await agent.once()
      guard let incident = try store.incident(id) else { break }
      if incident.state == .done { return }
      if incident.state == .failed { throw AgentError(.refused, incident.problem ?? "the incident was given up") }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw AgentError(.unreachable, "the cloud did not verify the incident in \(Self.patience / .seconds(1)) s")
  }

  private func agent(cloud: CloudClientLink? = nil) throws -> DashcamAgent {
    var settings = AgentSettings()
    settings.publishDelay = 0
    settings.place = ShareDemo.place
    settings.tool = Version.tool
    let context = AgentContext(store: store, settings: settings, events: Self.problems)
    return try DashcamAgent(
      context, recordings: RecordingsFolder(path: demo.system.recordings), triggers: [MarkTrigger(store.folder)],
      protector: KeepingProtector(protector: demo.protector, copy: copy), cloud: cloud)
  }

  /// What goes wrong is shown, the rest is shown as steps.
  private static let problems: AgentEventSink = { event in
    guard [.problem, .refused, .offline, .incidentFailed, .skipped, .vanished].contains(event.kind) else { return }
    FileHandle.standardError.write(Data("camera: \(event.message)\n".utf8))
  }
}
