import Cryptography
import Ethereum
import Testing

@Suite struct TransactionSenderTests {
  private let clock = ImmediateClock()
  private let chain = SimulatedChain()
  private let key: SecretKey
  private let sender: TransactionSender

  init() throws {
    key = try SecretKey(bytes: [UInt8](repeating: 7, count: 32))
    sender = Self.sender(key, chain, clock)
  }

  private static func sender(
    _ key: SecretKey, _ chain: SimulatedChain, _ clock: ImmediateClock, limit: UInt256? = nil,
    policy: TransactionSender.Policy? = nil
  ) -> TransactionSender {
    let client = RPCClient(transport: SimulatedTransport(chain: chain), clock: clock, timeout: nil, retries: .never)
    let node = EthereumNode(client)
    return TransactionSender(
      key, node: node, chainID: 1, nonces: NonceManager(node),
      oracle: FeeOracle(node, settings: FeeOracle.Settings(limit: limit)),
      policy: policy ?? TransactionSender.Policy(confirmations: 3, replaceAfter: .seconds(60)))
  }

  private let request = CallRequest(to: .zero, value: 5)

  /// Mines a block every time the head is asked for.
  private func mineOnEveryLook() async {
    await chain.interrupt { method, chain in if method == "eth_blockNumber" { chain.mine() } }
  }

  @Test func aTransactionIsMinedAndDeepEnough() async throws {
    await mineOnEveryLook()
    let receipt = try await sender.send(request)
    #expect(receipt.isSuccess)
    let head = await chain.head
    #expect(UInt64(head) == receipt.blockNumber + 2)
    let sent = try #require(await chain.blocks.flatMap(\.transactions).first)
    #expect(sent.transaction.gasLimit == UInt256(21_000 * 12 / 10))
    #expect(sent.transaction.envelope == .dynamicFee(maxPriorityFeePerGas: 100, maxFeePerGas: 2_100, accessList: []))
  }

  @Test func manyTasksGetDifferentNonces() async throws {
    await mineOnEveryLook()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<25 { group.addTask { _ = try await sender.submit(request) } }
      try await group.waitForAll()
    }
    await chain.mine()
    let nonces = await chain.blocks.flatMap(\.transactions).map(\.transaction.nonce).sorted()
    #expect(nonces == Array(0..<25))
  }

  @Test func aStuckTransactionIsReplacedByADearerOne() async throws {
    let pending = try await sender.submit(request)
    // Blocks have become dearer than what was offered.
    await chain.change { $0.baseFee = 4_000 }
    await mineOnEveryLook()
    var recorded = [PendingTransaction]()
    let receipt = try await sender.wait(for: pending) { recorded.append($0) }
    #expect(clock.slept >= .seconds(60))
    let replacement = try #require(recorded.last)
    #expect(replacement.attempts.count == 2)
    #expect(try receipt.transactionHash == replacement.hash)
    let fees = replacement.attempts.map { $0.transaction.envelope.maxFeePerGas }
    #expect(fees == [2_100, 8_100])
    #expect(replacement.attempts[1].transaction.envelope.maxPriorityFeePerGas == 113)
    #expect(replacement.attempts.allSatisfy { $0.transaction.nonce == 0 })
  }

  @Test func everyReplacementOffersAnEighthMore() async throws {
    let sender = Self.sender(
      key, chain, clock,
      policy: .init(confirmations: 1, replaceAfter: .seconds(10), maximumReplacements: 3, giveUpAfter: .seconds(200)))
    let pending = try await sender.submit(request)
    // Never dear enough, while the price that is proposed stays the same.
    await chain.interrupt { method, chain in
      chain.baseFee = method == "eth_feeHistory" ? 1_000 : 1_000_000
      if method == "eth_blockNumber" { chain.mine() }
    }
    var last: PendingTransaction?
    await expect(.notMined) { try await sender.wait(for: pending) { last = $0 } }
    let fees = try #require(last).attempts.map { $0.transaction.envelope.maxFeePerGas }
    #expect(fees.count == 4)
    for (old, new) in zip(fees, fees.dropFirst()) { #expect(new &* 8 >= old &* 9) }
  }

  @Test func aLimitOnFeesStopsReplacementsAndNotTheWait() async throws {
    let sender = Self.sender(
      key, chain, clock, limit: 2_200, policy: .init(confirmations: 1, replaceAfter: .seconds(10)))
    let pending = try await sender.submit(request)
    await chain.change { $0.baseFee = 4_000 }
    let clock = clock
    await chain.interrupt { method, chain in
      if clock.slept > .seconds(100) { chain.baseFee = 1_000 }
      if method == "eth_blockNumber" { chain.mine() }
    }
    let receipt = try await sender.wait(for: pending)
    #expect(try receipt.transactionHash == pending.hash)
    #expect(clock.slept > .seconds(100))
  }

  @Test func aDroppedTransactionIsHandedOverAgain() async throws {
    let pending = try await sender.submit(request)
    await chain.forget()
    await mineOnEveryLook()
    let receipt = try await sender.wait(for: pending)
    #expect(try receipt.transactionHash == pending.hash)
  }

  @Test func aReorganisationDuringTheWaitIsSurvived() async throws {
    let pending = try await sender.submit(request)
    await chain.interrupt { method, chain in
      guard method == "eth_blockNumber" else { return }
      chain.mine()
      // Three blocks fall off when the transaction is nearly deep enough, and it is lost with them.
      if chain.head == 3, chain.calls.count(where: { $0 == "eth_blockNumber" }) == 3 {
        chain.drop(3, keepingTransactions: false)
        chain.mine()
        chain.mine()
        chain.mine()
      }
    }
    let receipt = try await sender.wait(for: pending)
    let block = await chain.blocks[Int(receipt.blockNumber)]
    #expect(block.hash == receipt.blockHash)
    #expect(receipt.blockNumber > 3)
  }

  @Test func aNonceUsedBySomethingElseIsNoticed() async throws {
    let pending = try await sender.submit(request)
    await chain.forget()
    let envelope = Transaction.Envelope.legacy(gasPrice: 9_000)
    try await chain.insert(
      Transaction(envelope, chainID: 1, nonce: 0, gasLimit: 21_000, to: .zero).signed(by: key))
    await mineOnEveryLook()
    await expect(.replacedByAnother) { try await sender.wait(for: pending) }
  }

  @Test func anAnswerThatIsLostDoesNotSendTwice() async throws {
    // The node takes the transaction and the connection breaks before its answer.
    await chain.interrupt { method, chain in
      if method == "eth_getTransactionByHash" { chain.interrupt(nil) }
      guard method == "eth_sendRawTransaction" else { return }
      throw RPCError(.timedOut, "no answer")
    }
    let sender = sender
    let pending = try await sender.submit(request) { pending in
      // The record is written before the network sees anything; here it also plays the node that has got it.
      await chain.insert(pending.attempts[0])
    }
    #expect(await chain.calls.count { $0 == "eth_sendRawTransaction" } == 1)
    #expect(try await sender.submit(request).nonce == pending.nonce + 1)
  }

  @Test func aTakenNonceIsTriedAgainWithTheNext() async throws {
    _ = try await sender.submit(request)
    // Another program sends with the same account.
    try await chain.insert(
      Transaction(.legacy(gasPrice: 9_000), chainID: 1, nonce: 1, gasLimit: 21_000, to: .zero).signed(by: key))
    await chain.mine()
    #expect(try await sender.submit(request).nonce == 2)
  }

  @Test func aRefusedTransactionLeavesNoGap() async throws {
    struct Refused: Error {}
    await #expect(throws: Refused.self) { try await sender.submit(request) { _ in throw Refused() } }
    #expect(try await sender.submit(request).nonce == 0)
  }

  @Test func whatWasRecordedIsSeenThroughAfterARestart() async throws {
    var recorded: PendingTransaction?
    await chain.interrupt { method, _ in
      if method == "eth_sendRawTransaction" || method == "eth_getTransactionByHash" {
        throw RPCError(.unreachable, "away")
      }
    }
    await expect(.unreachable) { try await sender.submit(request) { recorded = $0 } }
    let bytes = try #require(recorded).encodedAttempts
    let restarted = try PendingTransaction(encodedAttempts: bytes)
    #expect(restarted == recorded)
    await mineOnEveryLook()
    let receipt = try await Self.sender(key, chain, clock).wait(for: restarted)
    #expect(try receipt.transactionHash == restarted.hash)
    #expect(throws: EthereumError.self) { try PendingTransaction(encodedAttempts: []) }
    #expect(throws: EthereumError.self) { try PendingTransaction(encodedAttempts: [[0xC0]]) }
  }

  @Test func waitingCanBeCancelled() async throws {
    let pending = try await sender.submit(request)
    await chain.change { $0.baseFee = 1_000_000 }
    let sender = sender
    let task = Task { try await sender.wait(for: pending) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
