import Cryptography
import Ethereum

/// A chain in memory that answers JSON-RPC: blocks that can be exchanged, a pool of transactions, logs.
actor SimulatedChain {
  struct Block {
    var hash: Hash256
    var parent: Hash256
    var logs: [Log] = []
    var transactions: [SignedTransaction] = []
  }

  private(set) var blocks: [Block] = []
  private(set) var pool: [SignedTransaction] = []
  private var salt: UInt64 = 0
  /// Wei per unit of gas; transactions that offer less wait.
  var baseFee: UInt256 = 1_000
  /// Whether a transaction that arrives is lost.
  var losesTransactions = false
  /// The most blocks that `eth_getLogs` takes.
  var logRange: UInt64 = .max
  /// Called before each answer, with the method.
  private var interruption: (@Sendable (String, isolated SimulatedChain) throws -> Void)?
  private(set) var calls: [String] = []

  init(blocks count: Int = 1) {
    blocks = [Block(hash: Hash256(), parent: Hash256())]
    for number in 0..<count {
      let hash = Keccak256.hash("block \(number) 0".utf8)
      if number == 0 {
        blocks[0].hash = hash
      } else {
        blocks.append(Block(hash: hash, parent: blocks[number - 1].hash))
      }
    }
  }

  func interrupt(_ body: (@Sendable (String, isolated SimulatedChain) throws -> Void)?) { interruption = body }
  func change(_ body: @Sendable (isolated SimulatedChain) -> Void) { body(self) }

  var head: Int { blocks.count - 1 }

  /// Adds a block with logs and with the transactions of the pool that pay enough.
  func mine(_ topics: [UInt64] = []) {
    salt += 1
    let hash = Keccak256.hash("block \(blocks.count) \(salt)".utf8)
    var block = Block(hash: hash, parent: blocks[head].hash)
    for (index, topic) in topics.enumerated() {
      block.logs.append(
        Log(
          address: .zero, topics: [Self.topic(topic)], data: [], blockNumber: UInt64(blocks.count), blockHash: hash,
          transactionHash: Self.topic(topic), index: UInt64(index)))
    }
    block.transactions = pool.filter { $0.transaction.envelope.maxFeePerGas >= baseFee }
    for mined in block.transactions { pool.removeAll { Self.conflict($0, mined) } }
    blocks.append(block)
  }

  /// Takes the last blocks off; their transactions go back to the pool, or are lost.
  func drop(_ count: Int, keepingTransactions: Bool = true) {
    let dropped = blocks.suffix(count)
    blocks.removeLast(count)
    if keepingTransactions { pool += dropped.flatMap(\.transactions) }
  }

  func forget() { pool = [] }

  func adopt(_ blocks: [Block]) { self.blocks = blocks }

  func insert(_ transaction: SignedTransaction) { pool.append(transaction) }

  static func topic(_ number: UInt64) -> Hash256 { Hash256(UInt256(number).bigEndianBytes) ?? Hash256() }

  private static func conflict(_ left: SignedTransaction, _ right: SignedTransaction) -> Bool {
    left.transaction.nonce == right.transaction.nonce && (try? left.sender) == (try? right.sender)
  }

  func answer(_ request: JSON) throws -> JSON {
    if let batch = request.array { return .array(try batch.map { try answer($0) }) }
    let method = request["method"]?.string ?? ""
    calls.append(method)
    try interruption?(method, self)
    do {
      return TransportReply.answer(["result": try result(method, request["params"]?.array ?? [])], to: request)
    } catch let refusal as Refusal {
      return TransportReply.errorAnswer(-32000, refusal.message, to: request)
    }
  }

  private struct Refusal: Error {
    let message: String
  }

  private func result(_ method: String, _ parameters: [JSON]) throws -> JSON {
    let hash = { (index: Int) in Hash256(hex: parameters[index].string ?? "") ?? Hash256() }
    switch method {
    case "eth_chainId": return "0x1"
    case "eth_blockNumber": return quantity(head)
    case "eth_estimateGas": return "0x5208"
    case "eth_feeHistory":
      return ["oldestBlock": "0x0", "baseFeePerGas": [.string(baseFee.hex)], "reward": [["0x64"]]]
    case "eth_getBlockByNumber":
      let text = parameters[0].string ?? ""
      return block(text == "latest" ? head : try UInt256(hex: text).int ?? -1)
    case "eth_getBlockByHash": return block(blocks.firstIndex { $0.hash == hash(0) } ?? -1)
    case "eth_getLogs": return try logs(parameters[0])
    case "eth_getTransactionCount":
      let address = try Address(parameters[0].string ?? "")
      let all = blocks.flatMap(\.transactions) + (parameters[1] == "pending" ? pool : [])
      let nonces = try Set(all.filter { try $0.sender == address }.map(\.transaction.nonce))
      return quantity((0...).first { !nonces.contains(UInt64($0)) } ?? 0)
    case "eth_getTransactionByHash":
      let all = pool + blocks.flatMap(\.transactions)
      return try all.contains { try $0.hash == hash(0) } ? ["hash": parameters[0]] : .null
    case "eth_getTransactionReceipt": return try receipt(hash(0))
    case "eth_sendRawTransaction": return try accept(SignedTransaction(Hex.decode(parameters[0].string ?? "")))
    default: throw Refusal(message: "unknown method \(method)")
    }
  }

  private func accept(_ transaction: SignedTransaction) throws -> JSON {
    let hash = try transaction.hash
    let mined = blocks.flatMap(\.transactions)
    if try (pool + mined).contains(where: { try $0.hash == hash }) { throw Refusal(message: "already known") }
    if mined.contains(where: { Self.conflict($0, transaction) }) { throw Refusal(message: "nonce too low") }
    if let rival = pool.firstIndex(where: { Self.conflict($0, transaction) }) {
      let (old, new) = (pool[rival].transaction.envelope, transaction.transaction.envelope)
      let isEnough = { (old: UInt256, new: UInt256) in new &* 10 >= old &* 11 }
      guard isEnough(old.maxFeePerGas, new.maxFeePerGas), isEnough(old.maxPriorityFeePerGas, new.maxPriorityFeePerGas)
      else { throw Refusal(message: "replacement transaction underpriced") }
      pool.remove(at: rival)
    }
    if !losesTransactions { pool.append(transaction) }
    return .string(hash.description)
  }

  private func receipt(_ hash: Hash256) throws -> JSON {
    for (number, block) in blocks.enumerated() where try block.transactions.contains(where: { try $0.hash == hash }) {
      return [
        "transactionHash": .string(hash.description), "blockNumber": quantity(number),
        "blockHash": .string(block.hash.description), "status": "0x1", "gasUsed": "0x5208", "logs": [],
        "contractAddress": .null,
      ]
    }
    return .null
  }

  private func block(_ number: Int) -> JSON {
    guard blocks.indices.contains(number) else { return .null }
    return [
      "number": quantity(number), "hash": .string(blocks[number].hash.description),
      "parentHash": .string(blocks[number].parent.description), "timestamp": "0x1", "gasLimit": "0x1c9c380",
      "gasUsed": "0x0", "baseFeePerGas": .string(baseFee.hex),
    ]
  }

  private func logs(_ filter: JSON) throws -> JSON {
    let chosen: [Block]
    if let hash = filter["blockHash"]?.string {
      chosen = blocks.filter { $0.hash.description == hash }
      if chosen.isEmpty { throw Refusal(message: "unknown block") }
    } else {
      let from = try UInt256(hex: filter["fromBlock"]?.string ?? "").int ?? 0
      let to = try UInt256(hex: filter["toBlock"]?.string ?? "").int ?? 0
      if UInt64(to - from) >= logRange { throw Refusal(message: "query returned more than 10000 results") }
      chosen = Array(blocks[min(from, blocks.count)..<min(to + 1, blocks.count)])
    }
    return .array(
      chosen.flatMap(\.logs).map { log in
        [
          "address": .string(Hex.encode(log.address.bytes, prefix: true)),
          "topics": .array(log.topics.map { .string($0.description) }), "data": "0x",
          "blockNumber": quantity(Int(log.blockNumber)), "blockHash": .string(log.blockHash.description),
          "transactionHash": .string(log.transactionHash.description), "logIndex": quantity(Int(log.index)),
        ]
      })
  }

  private func quantity(_ number: Int) -> JSON { .string("0x" + String(number, radix: 16)) }
}

/// Carries requests to a simulated chain.
struct SimulatedTransport: Transport {
  let chain: SimulatedChain

  func send(_ body: [UInt8]) async throws -> TransportReply {
    let answer = try await chain.answer(JSON(parsing: body))
    return TransportReply(body: Array(answer.text.utf8))
  }
}
