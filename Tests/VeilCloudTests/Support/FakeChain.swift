import Cryptography
import Ethereum
import VeilCloud
import VeilCloudAPI
import VeilEvidence
import Testing

/// A ledger in memory, that a test can take away and whose contracts it can change.
actor FakeChain: EvidenceChainPort {
  nonisolated let terms: ChainTerms
  var isReachable = true
  var evidence: [Address: ChainEvidence] = [:]
  var incidents: [IncidentID: Address] = [:]
  var requests: [Address: ChainRequest] = [:]
  var keyFrags: [Address: [UInt8]] = [:]
  var anchors: [CloudLog: (size: Int, root: Hash256)] = [:]
  private(set) var created: [Address: SignedBinding] = [:]
  private var transactions = 0

  init(cloud: Address) throws {
    let factory = try #require(Address(Samples.hash("factory").bytes.prefix(20)))
    terms = ChainTerms(
      chainID: 31_337, factory: factory, cloud: cloud,
      description: ["version": .integer(1), "chainId": .integer(31_337), "evidenceFactory": .string("\(factory)")])
  }

  func setReachable(_ value: Bool) { isReachable = value }
  func setEvidence(_ value: ChainEvidence?, at address: Address) { evidence[address] = value }
  func setRequest(_ value: ChainRequest, at address: Address) { requests[address] = value }
  func setKeyFrag(_ value: [UInt8], of address: Address) { keyFrags[address] = value }
  func setVerified(_ address: Address, of incident: IncidentID) { incidents[incident] = address }

  func anchored(_ log: CloudLog) -> (size: Int, root: Hash256)? { anchors[log] }

  func create(_ binding: SignedBinding) throws -> ChainCreation {
    try check()
    let hash = Keccak256.hash(binding.json.text.utf8)
    let address = try #require(Address(hash.bytes.suffix(20)))
    guard evidence[address] == nil else { return ChainCreation(evidence: address, transaction: nil) }
    evidence[address] = ChainEvidence(owner: binding.binding.owner, status: .pending)
    created[address] = binding
    return ChainCreation(evidence: address, transaction: transaction())
  }

  func evidence(at address: Address) throws -> ChainEvidence? {
    try check()
    return evidence[address]
  }

  func evidence(of incident: IncidentID) throws -> Address? {
    try check()
    return incidents[incident]
  }

  func verify(_ address: Address, of binding: SignedBinding) throws -> Hash256? {
    try check()
    guard let known = evidence[address], known.status == .pending else { return nil }
    evidence[address] = ChainEvidence(owner: known.owner, status: .verified)
    if let binding = created[address] { incidents[binding.binding.incident] = address }
    return transaction()
  }

  func refuse(_ address: Address, reason: UInt8) throws -> Hash256? {
    try check()
    guard let known = evidence[address], known.status == .pending else { return nil }
    evidence[address] = ChainEvidence(owner: known.owner, status: .refused)
    return transaction()
  }

  func anchor(_ log: CloudLog, size: Int, root: Hash256) throws -> Hash256? {
    try check()
    anchors[log] = (size, root)
    return transaction()
  }

  func request(at address: Address) throws -> ChainRequest? {
    try check()
    return requests[address]
  }

  func keyFrag(of request: Address) throws -> [UInt8]? { keyFrags[request] }

  func follow(_ handle: @escaping @Sendable (ChainChange) async throws -> Void) async throws {
    try await Task.sleep(for: .seconds(3_600))
  }

  private func check() throws {
    guard isReachable else { throw CloudError(.ledgerUnreachable, "the ledger cannot be reached") }
  }

  private func transaction() -> Hash256 {
    transactions += 1
    return Samples.hash("transaction \(transactions)")
  }
}
