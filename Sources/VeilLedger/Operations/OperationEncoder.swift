internal import Cryptography
internal import Ethereum
internal import Umbral
internal import VeilEvidence

/// Writes operations as calls of contracts.
struct OperationEncoder {
  let contracts: VeilContracts
  let description: LedgerDescription

  func request(_ operation: LedgerOperation) throws -> CallRequest {
    switch operation {
    case .createEvidence(let binding):
      try call(
        .evidenceFactory, description.evidenceFactory, "create",
        [IncidentFields.value(binding.binding), .bytes(binding.signature.bytes)])
    case .verify(let evidence, let fields): try call(.evidenceContract, evidence, "verify", [.hash(fields)])
    case .refuse(let evidence, let reason):
      try call(.evidenceContract, evidence, "refuse", [.uint(UInt256(reason))])
    case .createRequest(let terms): try create(terms)
    case .announce(let request): try call(.requestContract, request, "announce")
    case .approve(let approval): try approve(approval)
    case .deny(let request): try call(.requestContract, request, "deny")
    case .confirm(let request): try call(.requestContract, request, "confirm")
    case .settle(let request): try call(.requestContract, request, "settle")
    case .cancel(let request): try call(.requestContract, request, "cancel")
    case .dispute(let request, let proof): try dispute(request, proof)
    case .withdraw(let request, let receiver):
      try call(.requestContract, request, "withdraw", [.address(receiver)])
    case .anchor(let root):
      try call(
        .anchor, description.anchor, "anchor",
        [.uint(UInt256(UInt64(root.log.rawValue))), .uint(UInt256(root.size)), .hash(root.root)])
    case .registry(let operation): try registry(operation)
    case .transfer(let receiver, let amount): CallRequest(to: receiver, value: amount)
    }
  }

  private func registry(_ operation: RegistryOperation) throws -> CallRequest {
    guard let registry = description.riskRegistry else { throw LedgerError.noRegistry }
    return try call(.riskRegistry, registry, operation.function, operation.arguments)
  }

  private func create(_ terms: RequestTerms) throws -> CallRequest {
    try call(
      .requestFactory, description.requestFactory, "create",
      [
        .address(terms.evidence), .uint(UInt256(UInt64(terms.rendition.rawValue))),
        .bytes(terms.publicKey.compressed), .string(terms.reason),
      ], value: terms.reward)
  }

  private func approve(_ approval: Approval) throws -> CallRequest {
    try call(
      .requestContract, approval.request, "approve",
      [
        IncidentFields.value(approval.binding), .address(approval.device), .bytes(approval.keyFrag),
        .string(approval.link),
      ], value: approval.deposit)
  }

  private func dispute(_ request: Address, _ proof: DisputeProof) throws -> CallRequest {
    let fields: [ABIValue] = [
      IncidentFields.value(proof.binding.binding), .address(try proof.binding.signer().address),
    ]
    switch proof.kind {
    case .badRekey(let rekey, let keyFrag):
      let products = try DisputeProducts.bytes(rekey, keyFrag: KeyFrag(messagePack: keyFrag))
      return try call(
        .requestContract, request, "prove_bad_rekey",
        fields + [.bytes(keyFrag), .bytes(rekey.bytes), .bytes(products)])
    case .badKey(let key):
      return try call(.requestContract, request, "prove_bad_key", fields + [.bytes(key.bytes)])
    case .falsePlace(let place):
      return try call(
        .requestContract, request, "prove_false_place",
        fields + [
          .hash(place.salt), Self.value(place.committed), Self.value(place.claimed), .bytes(place.signature.bytes),
        ])
    }
  }

  private static func value(_ place: CoarsePlace) -> ABIValue {
    .tuple([.int(Int256(Int64(place.row))), .int(Int256(Int64(place.column))), .uint(UInt256(UInt64(place.bucket)))])
  }

  private func call(
    _ contract: ContractName, _ address: Address, _ name: String, _ arguments: [ABIValue] = [], value: UInt256 = .zero
  ) throws -> CallRequest {
    let function = try contracts.function(name, of: contract)
    return CallRequest(to: address, value: value, data: try function.encodeCall(arguments))
  }
}
