package import Cryptography
package import Ethereum
package import VeilEvidence

extension EthereumLedger {
  package func evidence(at address: Address) async throws -> EvidenceState {
    try await LedgerFailure.explained(contracts) {
      guard try await children.isEvidence(address) else {
        throw LedgerError(.notFound, "\(address) is no evidence of this ledger; check the address")
      }
      async let owner = call("owner", of: .evidenceContract, at: address)
      async let status = call("status", of: .evidenceContract, at: address)
      let (found, number) = (try await owner.first?.address, try await status.first?.uint?.uint64)
      let holder = try Self.understood(found)
      let state = try Self.understood(
        number.flatMap { UInt8(exactly: $0) }.flatMap { EvidenceState.Status(rawValue: $0) })
      if state == .verified {
        let isListed = try await call("is_verified", of: .searchContract, at: description.search, [.address(address)])
        guard isListed.first?.bool == true else {
          throw LedgerError(.notFound, "\(address) was not made by the factory of this ledger; do not trust it")
        }
      }
      return EvidenceState(address: address, owner: holder, status: state)
    }
  }

  package func evidence(of incident: IncidentID) async throws -> Address? {
    try await LedgerFailure.explained(contracts) {
      let found = try await call("evidence_of", of: .searchContract, at: description.search, [.hash(incident.value)])
      let address = try Self.understood(found.first?.address)
      return address == .zero ? nil : address
    }
  }

  package func evidenceAddress(of binding: IncidentBinding, device: Address) async throws -> Address {
    try await LedgerFailure.explained(contracts) {
      let found = try await call(
        "evidence_address", of: .evidenceFactory, at: description.evidenceFactory,
        [
          .address(binding.owner), .hash(binding.incident.value),
          .hash(try EvidenceFields.hash(of: binding, device: device)),
        ])
      return try Self.understood(found.first?.address)
    }
  }

  package func request(at address: Address) async throws -> RequestState {
    try await LedgerFailure.explained(contracts) {
      guard try await children.isRequest(address) else {
        throw LedgerError(.notFound, "\(address) is no request of this ledger; check the address")
      }
      return try await RequestReader(ledger: self, address: address).state()
    }
  }

  package func credit(of account: Address, in request: Address) async throws -> UInt256 {
    try await LedgerFailure.explained(contracts) {
      let credit = try await call("credit_of", of: .requestContract, at: request, [.address(account)])
      return try Self.understood(credit.first?.uint)
    }
  }

  package func latestAnchor(of log: AnchoredLog) async throws -> AnchorRoot? {
    try await LedgerFailure.explained(contracts) {
      let found = try await call("latest", of: .anchor, at: description.anchor, [.uint(UInt256(UInt64(log.rawValue)))])
      let fields = try Self.understood(found.first?.elements)
      let size = try Self.understood(fields.first?.uint?.uint64)
      let root = try Self.understood(fields.count == 2 ? fields[1].hash : nil)
      return size == 0 && root.isZero ? nil : AnchorRoot(log: log, size: size, root: root)
    }
  }

  /// Calls a view of one of our contracts.
  func call(
    _ name: String, of contract: ContractName, at address: Address, _ arguments: [ABIValue] = []
  ) async throws -> [ABIValue] {
    try await node.call(contracts.function(name, of: contract), of: address, arguments)
  }

  /// What an answer holds.
  ///
  /// Never inlined: where it was, the optimiser of Swift 6.3.1 crashed when it split the asynchronous caller.
  /// - Throws: ``LedgerError`` `malformed` where the answer does not hold it.
  @inline(never)
  static func understood<Value>(_ value: Value?) throws -> Value {
    guard let value else {
      throw LedgerError(
        .malformed, "the ledger's answer is not understood; check its address and the description of the contracts")
    }
    return value
  }
}
