package import Cryptography
internal import Ethereum

/// Reading the risk registry.
extension EthereumLedger {
  /// How many entries there are, revoked ones included.
  /// - Throws: ``LedgerError``; `notDeployed` where the ledger has no registry, as all below.
  package func registryCount() async throws -> UInt64 {
    try Self.understood(try await registry("count").first?.uint?.uint64)
  }

  /// The number of the entry with a commitment, nil if there is none.
  package func registryNumber(of commitment: Hash256) async throws -> UInt64? {
    let number = try Self.understood(try await registry("number_of", [.hash(commitment)]).first?.uint?.uint64)
    return number == 0 ? nil : number
  }

  /// An entry by its number, nil if there is none.
  package func registryEntry(_ number: UInt64) async throws -> RegistryEntry? {
    let found = try await registry("entry", [.uint(UInt256(number))])
    let fields = try Self.understood(found.first?.elements)
    guard fields.count == 6, let commitment = fields[0].hash, let ciphertextHash = fields[1].hash,
      let version = fields[2].uint?.uint64.flatMap({ UInt32(exactly: $0) }), let supersedes = fields[3].uint?.uint64,
      let reason = fields[4].uint?.uint64.flatMap({ UInt8(exactly: $0) }), let manager = fields[5].address
    else { return try Self.understood(nil) }
    guard !commitment.isZero else { return nil }
    return RegistryEntry(
      number: number, commitment: commitment, ciphertextHash: ciphertextHash, version: version,
      supersedes: supersedes, revocation: reason == 0 ? nil : try Self.understood(RegistryRevocation(rawValue: reason)),
      manager: manager)
  }

  /// The hash of an enrolled manager's public key, nil for everybody else.
  package func registryKeyHash(of manager: Address) async throws -> Hash256? {
    let hash = try Self.understood(try await registry("key_hash_of", [.address(manager)]).first?.hash)
    return hash.isZero ? nil : hash
  }

  /// The size and the root of the audit log that were anchored last, nil if none were.
  package func registryAudit() async throws -> (size: UInt64, root: Hash256)? {
    let fields = try Self.understood(try await registry("audit").first?.elements)
    guard fields.count == 2, let size = fields[0].uint?.uint64, let root = fields[1].hash else {
      return try Self.understood(nil)
    }
    return size == 0 && root.isZero ? nil : (size, root)
  }

  /// The account that enrols and dismisses managers.
  package func registryAuthority() async throws -> Address {
    try Self.understood(try await registry("authority").first?.address)
  }

  private func registry(_ function: String, _ arguments: [ABIValue] = []) async throws -> [ABIValue] {
    guard let address = description.riskRegistry else { throw LedgerError.noRegistry }
    return try await LedgerFailure.explained(contracts) {
      try await call(function, of: .riskRegistry, at: address, arguments)
    }
  }
}

extension LedgerError {
  static let noRegistry = LedgerError(
    .notDeployed, "this ledger has no risk registry; deploy the contracts with this version of veilcam")
}
