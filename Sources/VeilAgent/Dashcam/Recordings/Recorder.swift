internal import Cryptography
internal import Foundation
internal import VeilEvidence
internal import VeilMedia

/// Watches the recordings, makes a record of every finished film, and collects the films of incidents. The only one that
/// appends to the chain and changes the device's key.
package actor Recorder {
  private let context: AgentContext
  private let folder: RecordingsFolder
  private let triggers: [any IncidentTrigger]
  private let chain: RecordingChain
  private let collector: IncidentCollector
  private var closed: ClosedFiles
  /// When a film that cannot be decoded was first seen in its present state.
  private var waiting: [RecordingFile: Double] = [:]

  package init(_ context: AgentContext, folder: RecordingsFolder, triggers: [any IncidentTrigger]) {
    self.context = context
    self.folder = folder
    self.triggers = triggers
    chain = RecordingChain(context: context)
    collector = IncidentCollector(context: context, chain: chain)
    closed = ClosedFiles(quiet: context.settings.quiet)
  }

  /// One look at everything.
  /// - Parameter takesAll: true to believe that nobody is writing and nothing more will come.
  /// - Returns: how many records were made.
  /// - Throws: `notReadable` where the folder is missing, `damagedState`; what stops one film only is told.
  @discardableResult
  package func round(takesAll: Bool = false) async throws -> Int {
    for trigger in triggers { try await take(try await trigger.events(), from: trigger) }
    let unknown = try folder.files().filter { try !context.store.isKnown($0) }
    let ready = closed.update(unknown, steady: context.clock.steady, takesAll: takesAll)
    waiting = waiting.filter { unknown.contains($0.key) }
    var count = 0
    for file in ready {
      try Task.checkCancellation()
      let isNewest = file == unknown.last
      do {
        count += try await process(file, mayWait: isNewest && !takesAll) ? 1 : 0
      } catch let error as AgentError where error.code != .damagedState {
        context.tell(.problem, "\(file.name): \(error.message)")
      } catch let error as MediaError where error.code == .diskFull || error.code == .notWritable {
        context.tell(.problem, "\(file.name): \(error.message)")
      }
    }
    try await collector.gather(isComplete: takesAll)
    return count
  }

  private func take(_ events: [IncidentEvent], from trigger: any IncidentTrigger) async throws {
    for event in events {
      try await collector.take(event)
      trigger.forget(event)
    }
  }

  /// - Returns: whether there is a record of the film now.
  private func process(_ file: RecordingFile, mayWait: Bool) async throws -> Bool {
    guard let segment = try await read(file, mayWait: mayWait) else { return false }
    try context.fault(.segmentHashed)
    guard RecordingsFolder.look(at: file.path) == file else {
      // Written to or overwritten while it was read: what was hashed is no film of anybody.
      if RecordingsFolder.look(at: file.path) == nil { tellVanished(file) }
      return false
    }
    for trigger in triggers { try await take(try await trigger.events(in: segment), from: trigger) }
    guard let stored = try chain.append(segment, mayRotate: try collector.isIdle()) else { return false }
    try context.fault(.recordCommitted)
    let ending = stored.isDamaged ? ", its end is missing" : ""
    context.tell(.recorded, "\(file.name): record \(stored.record.record.number)\(ending)")
    return true
  }

  /// - Returns: nil for a film that is to be looked at later, or never.
  private func read(_ file: RecordingFile, mayWait: Bool) async throws -> FinishedSegment? {
    do {
      return try await finished(file, salvages: false)
    } catch let error as MediaError where [.truncated, .damaged].contains(error.code) {
      // Power was lost, or the camera is not done: what can be decoded is evidence, damage and all.
      if mayWait, isPatient(with: file) { return nil }
      do { return try await finished(file, salvages: true) } catch { return try giveUp(file, "\(error)") }
    } catch let error as MediaError where [.notFound, .notReadable].contains(error.code) {
      guard RecordingsFolder.look(at: file.path) == nil else { return try giveUp(file, error.message) }
      tellVanished(file)
      return nil
    } catch let error where error is MediaError || error is EvidenceError {
      guard RecordingsFolder.look(at: file.path) != nil else {
        tellVanished(file)
        return nil
      }
      if mayWait, isPatient(with: file) { return nil }
      return try giveUp(file, "\(error)")
    }
  }

  private func finished(_ file: RecordingFile, salvages: Bool) async throws -> FinishedSegment {
    let commitment = try await SegmentCommitment(ofFilm: file.path, salvages: salvages)
    let duration = try MediaProbe.probe(file.path, salvages: true).duration ?? 0
    let length = max(1, Int64((duration * 1_000).rounded()))
    let start = RecordingName.start(file.name, offset: context.settings.nameOffset) ?? file.modified - length
    return FinishedSegment(
      file: file, start: start, end: start + length, commitment: commitment, isDamaged: salvages)
  }

  private func isPatient(with file: RecordingFile) -> Bool {
    let since = waiting[file] ?? context.clock.steady
    waiting[file] = since
    return context.clock.steady - since < context.settings.patience
  }

  private func giveUp(_ file: RecordingFile, _ reason: String) throws -> FinishedSegment? {
    try context.store.skip(file, reason: reason)
    context.tell(.skipped, "\(file.name): no record: \(reason)")
    return nil
  }

  private func tellVanished(_ file: RecordingFile) {
    context.tell(.vanished, "\(file.name): the camera removed it before there was a record")
  }
}
