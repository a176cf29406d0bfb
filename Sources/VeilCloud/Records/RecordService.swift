internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Takes records into the log: signatures are checked in parallel, then one transaction takes all that wait.
struct RecordService: Sendable {
  /// A record on its way in.
  private struct Candidate: Sendable {
    let signed: SignedRecord
    let isSigned: Bool
  }

  private enum Outcome: Sendable {
    case taken(StoredRecord, isNew: Bool)
    case refused(RecordsReply.Fault, String)
  }

  /// Recoveries of one task: below it, the hop costs more than it gains.
  private static let share = 16
  private static let gapLimit = 16

  private let store: any Store
  private let keeper: LogKeeper
  private let clock: CloudClock
  private let audit: AuditLog
  private let commit: GroupCommit<Candidate, Outcome>

  init(store: any Store, keeper: LogKeeper, audit: AuditLog, clock: CloudClock, metrics: Metrics) {
    self.store = store
    self.keeper = keeper
    self.audit = audit
    self.clock = clock
    commit = GroupCommit(limit: 2_000) { candidates in
      let first = await keeper.size
      let time = clock.now
      let outcomes = try await store.records { try Self.take(candidates, from: first, time: time, in: $0) }
      let entries = try outcomes.compactMap { outcome -> Hash256? in
        guard case .taken(let stored, isNew: true) = outcome else { return nil }
        return try RecordLog.entry(stored.record, salt: stored.salt)
      }
      await keeper.append(entries)
      metrics.count("veilcam_records_stored_total", by: entries.count)
      return outcomes
    }
  }

  /// Takes the bytes of a request.
  func submit(_ bytes: [UInt8], limit: Int) async throws -> RecordsReply {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: SignedRecord.byteCount) else {
      throw CloudError(.malformed, "the body is signed records of \(SignedRecord.byteCount) bytes one behind the other")
    }
    guard bytes.count / SignedRecord.byteCount <= limit else {
      throw CloudError(.tooLarge, "hand in at most \(limit) records at once")
    }
    let records = stride(from: 0, to: bytes.count, by: SignedRecord.byteCount).map {
      try? SignedRecord(bytes: bytes[$0..<$0 + SignedRecord.byteCount])
    }
    let candidates = await Self.verified(records.compactMap { $0 })
    let outcomes = try await commit.submit(candidates)
    return try await reply(records, outcomes)
  }

  private static func verified(_ records: [SignedRecord]) async -> [Candidate] {
    guard records.count > share else { return records.map { Candidate(signed: $0, isSigned: $0.isSignatureValid) } }
    return await withTaskGroup(of: (Int, [Candidate]).self) { group in
      for start in stride(from: 0, to: records.count, by: share) {
        let part = records[start..<min(start + share, records.count)]
        group.addTask { (start, part.map { Candidate(signed: $0, isSigned: $0.isSignatureValid) }) }
      }
      var parts = [(Int, [Candidate])]()
      for await part in group { parts.append(part) }
      return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private static func take(
    _ candidates: [Candidate], from first: Int, time: UInt64, in transaction: any RecordTransaction
  ) throws -> [Outcome] {
    let judge = RecordJudge(transaction: transaction)
    var index = first
    return try candidates.map { candidate in
      switch try judge.judge(candidate.signed, isSigned: candidate.isSigned) {
      case .duplicate(let stored): return .taken(stored, isNew: false)
      case .refused(let fault, let message): return .refused(fault, message)
      case .new:
        let stored = StoredRecord(
          index: index, record: candidate.signed, salt: RandomBytes.make(RecordLog.saltByteCount), time: time)
        try transaction.insert(stored)
        index += 1
        return .taken(stored, isNew: true)
      }
    }
  }

  private func reply(_ records: [SignedRecord?], _ outcomes: [Outcome]) async throws -> RecordsReply {
    let taken = outcomes.compactMap { outcome -> StoredRecord? in
      guard case .taken(let stored, _) = outcome else { return nil }
      return stored
    }
    var receipts = try await keeper.receipts(for: taken, time: clock.now)[...]
    var rest = outcomes[...]
    var items = [RecordsReply.Item]()
    for record in records {
      guard record != nil, let outcome = rest.popFirst() else {
        items.append(.init(state: .refused, fault: .malformed, message: "these 161 bytes are no signed record"))
        continue
      }
      switch outcome {
      case .refused(let fault, let message): items.append(.init(state: .refused, fault: fault, message: message))
      case .taken(_, let isNew):
        let receipt = receipts.popFirst().map { JSONValue($0.json) }
        items.append(.init(state: isNew ? .stored : .duplicate, receipt: receipt))
      }
    }
    await noteRefusals(items, records)
    return RecordsReply(items: items, gaps: try await gaps(of: Set(taken.map(\.record.record.device.address))))
  }

  private func noteRefusals(_ items: [RecordsReply.Item], _ records: [SignedRecord?]) async {
    for (item, record) in zip(items, records) {
      guard let fault = item.fault, let record = record?.record else { continue }
      await audit.note(.refusal, record.device.address.description, "record \(record.number): \(fault.rawValue)")
    }
  }

  private func gaps(of devices: Set<Address>) async throws -> [RecordsReply.Gap] {
    let limit = Self.gapLimit
    return try await store.recordGaps(of: devices, limit: limit).map {
      RecordsReply.Gap(device: $0.device, first: $0.range.lowerBound, last: $0.range.upperBound)
    }
  }
}
