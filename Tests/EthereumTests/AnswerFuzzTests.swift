import Cryptography
import Ethereum
import Testing
import VectorTesting

/// Whatever a node answers, the client throws its typed error, or returns something; it never traps.
@Suite struct AnswerFuzzTests {
  typealias Question = @Sendable (EthereumNode) async throws -> Void

  private static let hash = "0x" + String(repeating: "1", count: 64)
  private static let log =
    #"{"address":"0x0000000000000000000000000000000000000001","topics":["HASH"],"data":"0x00","blockNumber":"0x2","blockHash":"HASH","transactionHash":"HASH","logIndex":"0x0"}"#
  private static let filter = LogFilter(addresses: [.zero], topics: [])

  /// A method, what it asks, and the result of a good answer.
  static let questions: [(name: String, result: String, ask: Question)] = [
    (
      "receipt",
      #"{"transactionHash":"HASH","blockHash":"HASH","blockNumber":"0x2","status":"0x1","gasUsed":"0x5208","contractAddress":null,"logs":[LOG]}"#,
      { _ = try await $0.receipt(of: Hash256()) }
    ),
    ("logs", "[LOG,LOG]", { _ = try await $0.logs(filter, from: 0, through: 9) }),
    (
      "block",
      ##"{"number":"0x7","hash":"HASH","parentHash":"HASH","timestamp":"0x5","baseFeePerGas":"0x7"}"##,
      { _ = try await $0.block(.latest) }
    ),
    (
      "fee history",
      #"{"oldestBlock":"0x1","baseFeePerGas":["0x7","0x8","0x9"],"gasUsedRatio":[0.5,0.25],"reward":[["0x1"],["0x2"]]}"#,
      { _ = try await $0.feeHistory(blocks: 2, percentiles: [50]) }
    ),
    ("chain", #""0x7a69""#, { _ = try await $0.chainID() }),
    ("number", #""0x10""#, { _ = try await $0.blockNumber() }),
    ("balance", #""0xde0b6b3a7640000""#, { _ = try await $0.balance(of: .zero) }),
    ("code", #""0x6001600155""#, { _ = try await $0.code(of: .zero) }),
    ("storage", #""HASH""#, { _ = try await $0.storage(of: .zero, slot: .zero) }),
    ("call", #""0x00ff""#, { _ = try await $0.call(CallRequest(from: nil, to: .zero, data: [1])) }),
    ("gas", #""0x5208""#, { _ = try await $0.estimateGas(CallRequest(from: nil, to: .zero, data: [])) }),
    ("known", #"{"hash":"HASH","blockNumber":null}"#, { _ = try await $0.knows(Hash256()) }),
    (
      "batch", #""0x1""#,
      { _ = try await $0.client.batch([RPCRequest("eth_chainId"), RPCRequest("eth_blockNumber")]) }
    ),
  ]

  private static func answers(_ result: String) -> [[UInt8]] {
    let result = result.replacing("LOG", with: log).replacing("HASH", with: hash)
    return [
      #"{"jsonrpc":"2.0","id":1,"result":\#(result)}"#,
      #"[{"jsonrpc":"2.0","id":2,"result":\#(result)},{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}]"#,
      #"{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}"#,
    ].map { Array($0.utf8) }
  }

  @Test("answers under mutation", arguments: questions.indices)
  func mutated(index: Int) async throws {
    let (name, result, ask) = Self.questions[index]
    let answers = Self.answers(result)
    var mutation = Mutation(seed: 49 &+ UInt64(index))
    for round in 0..<Mutation.rounds(600) {
      let input = mutation.mutate(answers[round % answers.count])
      let status = mutation.random.below(8) == 0 ? [200, 400, 404, 429, 500, 503][mutation.random.below(6)] : 200
      let node = EthereumNode(
        RPCClient(
          transport: ScriptedTransport { _, _ in TransportReply(status: status, body: input) }, timeout: nil,
          retries: .never))
      do {
        try await ask(node)
      } catch is RPCError {
        continue
      } catch {
        Issue.record(
          "\(name), round \(round): not a typed error: \(error) for \(String(decoding: input, as: UTF8.self))")
      }
    }
  }
}
