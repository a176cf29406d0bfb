internal import Cryptography
internal import Ethereum
internal import VeilEvidence

/// Asks a request contract for everything at once.
struct RequestReader {
  let ledger: EthereumLedger
  let address: Address

  private static let views = [
    "state", "evidence", "requester", "owner", "rendition", "public_key", "reward", "locked", "approve_by",
    "confirm_by", "announced_in",
  ]

  func state() async throws -> RequestState {
    let functions = try functions()
    // One batch, so that it is one state as far as a node can give one.
    let answers = try await ledger.node.client.batch(try requests(functions))
    return try state(functions, answers)
  }

  // The synchronous halves are never inlined: the optimiser of Swift 6.3.1 crashed on the whole in one function.

  @inline(never)
  private func functions() throws -> [ABIFunction] {
    try Self.views.map { try ledger.contracts.function($0, of: .requestContract) }
  }

  @inline(never)
  private func requests(_ functions: [ABIFunction]) throws -> [RPCRequest] {
    try functions.map { function in
      RPCRequest(
        "eth_call",
        [
          [
            "to": .string(address.description), "data": .string(Hex.encode(try function.encodeCall([]), prefix: true)),
          ], "latest",
        ])
    }
  }

  @inline(never)
  private func state(_ functions: [ABIFunction], _ answers: [Result<JSON, RPCError>]) throws -> RequestState {
    var values = [String: ABIValue]()
    for (function, answer) in zip(functions, answers) {
      let bytes = try EthereumLedger.understood(try answer.get().string.flatMap { try? Hex.decode($0) })
      values[function.name] = try function.decodeOutput(bytes).first
    }
    return try EthereumLedger.understood(read(values))
  }

  private func read(_ values: [String: ABIValue]) -> RequestState? {
    let small = { (name: String) in values[name]?.uint?.uint64 }
    guard let phase = small("state").flatMap({ UInt8(exactly: $0) }).flatMap(RequestState.Phase.init),
      let rendition = small("rendition").flatMap({ UInt8(exactly: $0) }).flatMap(Rendition.init),
      let key = values["public_key"]?.bytes.flatMap({ try? PublicKey(compressed: $0) }),
      let evidence = values["evidence"]?.address, let requester = values["requester"]?.address,
      let owner = values["owner"]?.address, let reward = values["reward"]?.uint, let locked = values["locked"]?.uint,
      let approveBy = small("approve_by"), let confirmBy = small("confirm_by"), let announced = small("announced_in")
    else { return nil }
    return RequestState(
      address: address, phase: phase, evidence: evidence, requester: requester, owner: owner, rendition: rendition,
      publicKey: key, reward: reward, locked: locked, approveBy: approveBy, confirmBy: confirmBy,
      announcedIn: announced == 0 ? nil : announced)
  }
}
