import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilEvidence

/// A cloud in memory that checks what it is sent as the real one does, and can be out of reach.
actor FakeCloud: CloudLink {
  private(set) var isReachable = true
  private(set) var enrolled: [Address] = []
  private(set) var handOvers: [Address: (to: Address, count: UInt32)] = [:]
  private(set) var records: [Address: [SignedRecord]] = [:]
  private(set) var bindings: [IncidentID: SignedBinding] = [:]
  private(set) var claims: [IncidentID: SignedPlaceClaim] = [:]
  private(set) var files: [IncidentID: [Rendition: [UInt8]]] = [:]
  private(set) var previews: [IncidentID: [Int: [UInt8]]] = [:]
  private(set) var features: [IncidentID: [UInt8]] = [:]
  /// What must not have happened.
  private(set) var complaints: [String] = []
  private var calls = 0
  /// Every so many calls the answer is lost, though what was asked is done; 0 loses none.
  private var losesEvery = 0
  /// Says for ever that these are missing.
  private var claimedGap: RecordGap?

  func reach(_ isReachable: Bool) { self.isReachable = isReachable }
  func loseAnswers(every count: Int) { losesEvery = count }
  func claim(_ gap: RecordGap?) { claimedGap = gap }

  /// As a cloud that was restored from yesterday's backup.
  func forget(_ numbers: ClosedRange<UInt32>, of device: Address) {
    records[device]?.removeAll { numbers.contains($0.record.number) }
  }

  /// What was asked is done; the answer may not arrive.
  private func answered<Value>(_ value: Value) throws -> Value {
    if losesEvery > 0, calls % losesEvery == 0 { throw AgentError(.unreachable, "the answer was lost") }
    return value
  }

  private func check() throws {
    calls += 1
    guard isReachable else { throw AgentError(.unreachable, "the cloud cannot be reached") }
  }

  func enrol(_ key: SecretKey) throws {
    try check()
    if !enrolled.contains(key.address) { enrolled.append(key.address) }
    try answered(())
  }

  func handOver(_ statement: DeviceChain.HandOver, recordCount: UInt32, by key: SecretKey) throws {
    try check()
    let from = statement.from.address
    if !statement.isValid { complaints.append("invalid hand-over") }
    if let before = handOvers[from], before.to != statement.to.address { complaints.append("two hand-overs of a key") }
    if (records[from] ?? []).count != Int(recordCount) { complaints.append("records missing at the hand-over") }
    handOvers[from] = (statement.to.address, recordCount)
    if !enrolled.contains(statement.to.address) { enrolled.append(statement.to.address) }
    try answered(())
  }

  func submit(_ batch: [SignedRecord]) throws -> (answers: [RecordAnswer], gaps: [RecordGap]) {
    try check()
    let answers = batch.map { record in
      let device = record.record.device.address
      guard enrolled.contains(device) else { return RecordAnswer(receipt: nil, fault: "not enrolled") }
      var list = records[device] ?? []
      if list.contains(record) { return RecordAnswer(receipt: "{}") }
      list.append(record)
      list.sort { $0.record.number < $1.record.number }
      records[device] = list
      return RecordAnswer(receipt: "{}")
    }
    var gaps = Set(batch.map(\.record.device.address)).flatMap { self.gaps(of: $0) }
    if let claimedGap { gaps.append(claimedGap) }
    if gaps.isEmpty {
      for device in Set(batch.map(\.record.device.address)) {
        do { _ = try RecordChain(records[device] ?? []) } catch { complaints.append("\(error)") }
      }
    }
    return try answered((answers, gaps))
  }

  private func gaps(of device: Address) -> [RecordGap] {
    let numbers = (records[device] ?? []).map(\.record.number)
    return zip([UInt32.max] + numbers, numbers).compactMap { before, number in
      let first = before &+ 1
      return first < number ? RecordGap(device: device, numbers: first...(number - 1)) : nil
    }
  }

  func submit(_ binding: SignedBinding, _ claim: SignedPlaceClaim) throws -> IncidentAnswer {
    try check()
    let id = binding.binding.incident
    if let before = bindings[id], before != binding { complaints.append("two bindings of an incident") }
    if bindings.values.contains(where: { $0.binding.owner == binding.binding.owner && $0.binding.incident != id }) {
      complaints.append("a slot was used twice")
    }
    let signer = try binding.signer().address
    let known = Set((records[signer] ?? []).map(\.record.videoHash))
    if !binding.binding.segments.allSatisfy({ known.contains($0.videoHash) }) { complaints.append("unknown segment") }
    let domain = (binding.binding.chainID, binding.binding.factory)
    if try claim.signer(chainID: domain.0, factory: domain.1).address != signer {
      complaints.append("stranger's claim")
    }
    bindings[id] = binding
    claims[id] = claim
    return try answered(answer(id))
  }

  func upload(_ rendition: Rendition, of incident: IncidentID, file: String, by key: SecretKey) throws {
    try check()
    guard let binding = bindings[incident]?.binding else { throw AgentError(.refused, "unknown incident") }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    if try ContentTree.root(of: bytes) != binding.sealed(rendition).ciphertextRoot {
      complaints.append("another ciphertext than the one that was signed")
    }
    files[incident, default: [:]][rendition] = bytes
    try answered(())
  }

  func uploadPreview(_ index: Int, of incident: IncidentID, file: String, by key: SecretKey) throws {
    try check()
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    if Keccak256.hash(bytes) != bindings[incident]?.binding.previews[index] { complaints.append("another preview") }
    previews[incident, default: [:]][index] = bytes
    try answered(())
  }

  func state(of incident: IncidentID) throws -> IncidentAnswer {
    try check()
    return try answered(answer(incident))
  }

  func submitFeatures(_ contribution: [UInt8], of incident: IncidentID, by key: SecretKey) throws {
    try check()
    if answer(incident).state != .verified { complaints.append("features before the incident was verified") }
    features[incident] = contribution
    try answered(())
  }

  private func answer(_ incident: IncidentID) -> IncidentAnswer {
    let isComplete = files[incident]?.count == 2 && previews[incident]?.count == 3
    return IncidentAnswer(state: isComplete ? .verified : .pending, evidence: .zero)
  }
}
