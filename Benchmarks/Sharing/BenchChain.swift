internal import Cryptography
internal import Ethereum
internal import VeilCloud
internal import VeilCloudAPI
internal import VeilEvidence

/// A ledger in memory that does at once what it is asked for. An evidence contract's address stands for an approved
/// request of its original too.
actor BenchChain: EvidenceChainPort {
  static let chainID: UInt64 = 31_337
  static let factory = address("factory")

  nonisolated let terms: ChainTerms
  private var contracts: [Address: ChainEvidence] = [:]
  private var incidents: [Address: IncidentID] = [:]
  private var verified: [IncidentID: Address] = [:]
  private let requester: Address

  init(cloud: Address, requester: Address) {
    terms = ChainTerms(
      chainID: Self.chainID, factory: Self.factory, cloud: cloud, description: ["version": .integer(1)])
    self.requester = requester
  }

  static func address(_ text: String) -> Address {
    Address(Keccak256.hash(text.utf8).bytes.suffix(20)) ?? .zero
  }

  func create(_ binding: SignedBinding) -> ChainCreation {
    let address = Self.address(binding.binding.incident.description)
    contracts[address] = ChainEvidence(owner: binding.binding.owner, status: .pending)
    incidents[address] = binding.binding.incident
    return ChainCreation(evidence: address, transaction: Keccak256.hash(address.bytes))
  }

  func evidence(at address: Address) -> ChainEvidence? { contracts[address] }
  func evidence(of incident: IncidentID) -> Address? { verified[incident] }

  func verify(_ evidence: Address, of binding: SignedBinding) -> Hash256? {
    guard let known = contracts[evidence], let incident = incidents[evidence] else { return nil }
    contracts[evidence] = ChainEvidence(owner: known.owner, status: .verified)
    verified[incident] = evidence
    return Keccak256.hash(evidence.bytes)
  }

  func refuse(_ evidence: Address, reason: UInt8) -> Hash256? { nil }
  func anchor(_ log: CloudLog, size: Int, root: Hash256) -> Hash256? { root }

  func request(at address: Address) -> ChainRequest? {
    contracts[address] == nil
      ? nil : ChainRequest(phase: .approved, evidence: address, requester: requester, rendition: .original)
  }

  func keyFrag(of request: Address) -> [UInt8]? { nil }

  func follow(_ handle: @escaping @Sendable (ChainChange) async throws -> Void) async throws {
    try await Task.sleep(for: .seconds(86_400))
  }
}
