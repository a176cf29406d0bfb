package import Cryptography

/// A node's methods with Swift types. Every method throws `RPCError`, or `CancellationError`.
package struct EthereumNode: Sendable {
  package let client: RPCClient

  package init(_ client: RPCClient) { self.client = client }

  package var clock: any Clock<Duration> { client.clock }

  package func chainID() async throws -> UInt256 { try await client.call("eth_chainId").quantity() }

  /// Checks that the node is of the chain that signatures will be for.
  /// - Throws: `wrongChain`.
  package func requireChain(_ expected: UInt256) async throws {
    let chain = try await chainID()
    guard chain == expected else {
      throw RPCError(.wrongChain, "the node is of chain \(chain), not of chain \(expected); check the address")
    }
  }

  package func blockNumber() async throws -> UInt64 { try await client.call("eth_blockNumber").quantity64() }

  /// Wei.
  package func balance(of account: Address, at block: BlockTag = .latest) async throws -> UInt256 {
    try await client.call("eth_getBalance", [.hex(account.bytes), block.json]).quantity()
  }

  /// How many transactions an account has sent, which is its next nonce.
  package func transactionCount(of account: Address, at block: BlockTag = .latest) async throws -> UInt64 {
    try await client.call("eth_getTransactionCount", [.hex(account.bytes), block.json]).quantity64()
  }

  /// The code of a contract; empty for an account without one.
  package func code(of contract: Address, at block: BlockTag = .latest) async throws -> [UInt8] {
    try await client.call("eth_getCode", [.hex(contract.bytes), block.json]).data()
  }

  package func storage(of contract: Address, slot: UInt256, at block: BlockTag = .latest) async throws -> Hash256 {
    try await client.call("eth_getStorageAt", [.hex(contract.bytes), .string(slot.hex), block.json]).hash()
  }

  /// What a call would return.
  /// - Throws: also `reverted`.
  package func call(_ request: CallRequest, at block: BlockTag = .latest) async throws -> [UInt8] {
    try await client.call("eth_call", [request.json, block.json]).data()
  }

  /// What a function of a contract would return.
  /// - Throws: also `EthereumError` for arguments or results that do not fit.
  package func call(
    _ function: ABIFunction, of contract: Address, _ arguments: [ABIValue] = [], from: Address? = nil,
    at block: BlockTag = .latest
  ) async throws -> [ABIValue] {
    let request = CallRequest(from: from, to: contract, data: try function.encodeCall(arguments))
    return try function.decodeOutput(try await call(request, at: block))
  }

  /// Units of gas that a transaction would need.
  /// - Throws: also `reverted`.
  package func estimateGas(_ request: CallRequest) async throws -> UInt64 {
    try await client.call("eth_estimateGas", [request.json]).quantity64()
  }

  /// Wei per unit of gas, for nodes without a fee history.
  package func gasPrice() async throws -> UInt256 { try await client.call("eth_gasPrice").quantity() }

  /// - Parameter percentiles: 0 ... 100, ascending: which of each block's priority fees are wanted.
  package func feeHistory(
    blocks: Int, newest: BlockTag = .latest, percentiles: [Double]
  ) async throws -> FeeHistory {
    let wanted = JSON.array(percentiles.map { .number(String($0)) })
    return try FeeHistory(
      json: await client.call("eth_feeHistory", [.hex(UInt64(max(1, blocks))), newest.json, wanted]))
  }

  /// A block's header, or nil if the node does not have it.
  package func block(_ tag: BlockTag) async throws -> Block? {
    let answer: JSON
    if case .hash(let hash) = tag {
      answer = try await client.call("eth_getBlockByHash", [.string(hash.description), .bool(false)])
    } else {
      answer = try await client.call("eth_getBlockByNumber", [tag.json, .bool(false)])
    }
    return answer.isNull ? nil : try Block(json: answer)
  }

  /// The logs of a range of blocks, both ends included.
  package func logs(_ filter: LogFilter, from first: UInt64, through last: UInt64) async throws -> [Log] {
    var members = filter.members
    members["fromBlock"] = .hex(first)
    members["toBlock"] = .hex(last)
    return try await client.call("eth_getLogs", [.object(members)]).list(Log.init(json:))
  }

  /// The logs of one block, which is named by its hash so that they cannot be another's.
  package func logs(_ filter: LogFilter, in block: Hash256) async throws -> [Log] {
    var members = filter.members
    members["blockHash"] = .string(block.description)
    return try await client.call("eth_getLogs", [.object(members)]).list(Log.init(json:))
  }

  /// Hands a signed transaction to the network. Not repeated by itself; `TransactionSender` looks first whether the
  /// node has got it.
  /// - Returns: its hash.
  @discardableResult
  package func send(_ transaction: SignedTransaction) async throws -> Hash256 {
    try await client.call("eth_sendRawTransaction", [.hex(try transaction.encoded)]).hash()
  }

  /// The receipt of a transaction, or nil if it has not been mined.
  package func receipt(of transaction: Hash256) async throws -> Receipt? {
    let answer = try await client.call("eth_getTransactionReceipt", [.string(transaction.description)])
    return answer.isNull ? nil : try Receipt(json: answer)
  }

  /// Whether the node has the transaction, mined or waiting.
  package func knows(_ transaction: Hash256) async throws -> Bool {
    try await !client.call("eth_getTransactionByHash", [.string(transaction.description)]).isNull
  }
}
