import Ethereum
import Testing

@Suite struct FeeOracleTests {
  private func oracle(_ settings: FeeOracle.Settings = .init(), _ answer: @escaping @Sendable (JSON) -> TransportReply)
    -> FeeOracle
  {
    FeeOracle(EthereumNode(RPCClient(transport: ScriptedTransport { answer($1) }, retries: .never)), settings: settings)
  }

  private static func history(_ baseFees: [String], _ rewards: [String]) -> JSON {
    [
      "oldestBlock": "0x1", "baseFeePerGas": .array(baseFees.map { .string($0) }),
      "reward": .array(rewards.map { [.string($0)] }), "gasUsedRatio": [],
    ]
  }

  @Test func theNextBaseFeeTwiceAndTheMedianOfTheRewards() async throws {
    let oracle = oracle { .result(Self.history(["0x64", "0xc8"], ["0x5", "0x0", "0x9", "0x7"]), to: $0) }
    #expect(try await oracle.suggestion() == Fees(maxPriorityFeePerGas: 7, maxFeePerGas: 407))
  }

  @Test func emptyBlocksGiveTheLeastPriorityFee() async throws {
    let oracle = oracle(.init(minimumPriorityFee: 3)) { .result(Self.history(["0x7"], ["0x0", "0x0"]), to: $0) }
    #expect(try await oracle.suggestion() == Fees(maxPriorityFeePerGas: 3, maxFeePerGas: 17))
  }

  @Test func nodesWithoutAHistoryTellTheGasPrice() async throws {
    let oracle = oracle { request in
      request["method"] == "eth_gasPrice" ? .result("0x9", to: request) : .error(-32601, "unknown", to: request)
    }
    #expect(try await oracle.suggestion() == Fees(maxPriorityFeePerGas: 9, maxFeePerGas: 9))
  }

  @Test func replacementsAreAtLeastAnEighthDearer() async throws {
    let oracle = oracle { .result(Self.history(["0x64"], ["0x5"]), to: $0) }
    let cheap = Fees(maxPriorityFeePerGas: 1, maxFeePerGas: 50)
    #expect(try await oracle.replacement(of: cheap) == Fees(maxPriorityFeePerGas: 5, maxFeePerGas: 205))
    let dear = Fees(maxPriorityFeePerGas: 801, maxFeePerGas: 8_000)
    #expect(try await oracle.replacement(of: dear) == Fees(maxPriorityFeePerGas: 902, maxFeePerGas: 9_000))
    #expect(
      try Fees(maxPriorityFeePerGas: 0, maxFeePerGas: 1).bumped() == Fees(maxPriorityFeePerGas: 1, maxFeePerGas: 2))
    #expect(throws: EthereumError.self) { try Fees(maxPriorityFeePerGas: 0, maxFeePerGas: .max).bumped() }
  }

  @Test func theLimitIsKept() async {
    let oracle = oracle(.init(limit: 100)) { .result(Self.history(["0x64"], ["0x5"]), to: $0) }
    await expect(.feeLimit) { try await oracle.suggestion() }
  }

  @Test func anEmptyHistoryIsNotBelieved() async {
    let oracle = oracle { .result(Self.history([], []), to: $0) }
    await expect(.malformedResponse) { try await oracle.suggestion() }
  }
}
