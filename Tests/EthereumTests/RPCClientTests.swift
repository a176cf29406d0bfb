import Cryptography
import Ethereum
import Testing

@Suite struct RPCClientTests {
  private let clock = ImmediateClock()

  private func client(
    _ transport: any Transport, timeout: Duration? = nil, attempts: Int = 4, maximumBatch: Int = 100
  ) -> RPCClient {
    let retries = RetryPolicy(attempts: attempts, firstDelay: .seconds(1), maximumDelay: .seconds(8), jitter: 0)
    return RPCClient(
      transport: transport, clock: clock, timeout: timeout, retries: retries, maximumBatch: maximumBatch)
  }

  @Test func callsCarryMethodParametersAndNumber() async throws {
    let transport = ScriptedTransport { _, request in .result("0x2a", to: request) }
    let client = client(transport)
    #expect(try await client.call("eth_getBalance", ["0xab", "latest"]) == "0x2a")
    _ = try await client.call("eth_blockNumber")
    let asked = transport.asked
    #expect(asked[0]["method"] == "eth_getBalance")
    #expect(asked[0]["params"] == ["0xab", "latest"])
    #expect(asked[0]["jsonrpc"] == "2.0")
    #expect(asked[0]["id"] != asked[1]["id"])
  }

  @Test func idempotentCallsAreRepeatedWithGrowingWaits() async throws {
    let transport = ScriptedTransport { number, request in
      if number < 3 { throw RPCError(.unreachable, "no network") }
      return .result("0x1", to: request)
    }
    #expect(try await client(transport).call("eth_blockNumber") == "0x1")
    #expect(transport.asked.count == 4)
    #expect(clock.slept == .seconds(1 + 2 + 4))
  }

  @Test func theServersWishToWaitCounts() async throws {
    let transport = ScriptedTransport { number, request in
      number == 0
        ? TransportReply(status: 429, body: [], retryAfter: .seconds(20)) : .result("0x1", to: request)
    }
    #expect(try await client(transport).call("eth_chainId") == "0x1")
    #expect(clock.slept == .seconds(20))
  }

  @Test(arguments: [
    "eth_sendRawTransaction", "eth_sendTransaction", "eth_newFilter", "eth_getFilterChanges", "evm_mine",
  ])
  func whatMayHaveHappenedIsNotRepeated(_ method: String) async {
    let transport = ScriptedTransport { _, _ in throw RPCError(.unreachable, "no network") }
    await expect(.unreachable) { try await client(transport).call(method) }
    #expect(transport.asked.count == 1)
  }

  @Test func repetitionEnds() async {
    let transport = ScriptedTransport { _, _ in TransportReply(status: 503, body: []) }
    await expect(.httpStatus) { try await client(transport).call("eth_blockNumber") }
    #expect(transport.asked.count == 4)
  }

  @Test func aNodeThatDoesNotAnswerTimesOut() async {
    let transport = ScriptedTransport { _, _ in
      // Longer than any test; ended by the client's cancelling it.
      try await ContinuousClock().sleep(for: .seconds(3_600))
      throw RPCError(.unreachable, "too late")
    }
    await expect(.timedOut) { try await client(transport, timeout: .seconds(30), attempts: 2).call("eth_chainId") }
    #expect(transport.asked.count == 2)
    #expect(clock.slept >= .seconds(60))
  }

  @Test(arguments: [
    "", "<html>", "[]", "{}", "null", "42", "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":\"0x1\"}",
    "{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}", "{\"id\":1,\"result\":\"0x1\"", "\u{FFFD}",
    "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}]",
  ])
  func malformedAnswers(_ body: String) async {
    let transport = ScriptedTransport { _, _ in TransportReply(body: Array(body.utf8)) }
    await expect(.malformedResponse) { try await client(transport).call("eth_chainId") }
    #expect(transport.asked.count == 1)
  }

  @Test(arguments: [JSON.null, "0x", "1", "0xzz", .integer(1), [], "0x10000000000000000"])
  func malformedResults(_ result: JSON) async {
    let node = EthereumNode(client(ScriptedTransport { _, request in .result(result, to: request) }))
    await expect(.malformedResponse) { try await node.blockNumber() }
  }

  @Test func halfAReceiptIsNotBelieved() async {
    let node = EthereumNode(
      client(ScriptedTransport { _, request in .result(["status": "0x1", "blockNumber": "0x2"], to: request) }))
    await expect(.malformedResponse) { try await node.receipt(of: .init()) }
  }

  @Test(arguments: [
    (3, "execution reverted: nope", RPCError.Code.reverted), (-32000, "execution reverted", .reverted),
    (-32601, "the method does not exist", .methodNotFound), (-32005, "limit exceeded", .rateLimited),
    (-32000, "nonce too low: next nonce 5, tx nonce 4", .nonceTooLow), (-32000, "already known", .alreadyKnown),
    (-32000, "replacement transaction underpriced", .underpriced),
    (-32000, "insufficient funds for gas * price + value", .insufficientFunds), (-32603, "boom", .server),
  ])
  func errorsOfNodes(_ number: Int, _ message: String, _ code: RPCError.Code) async {
    let transport = ScriptedTransport { _, request in .error(number, message, to: request) }
    await expect(code) { try await client(transport, attempts: 1).call("eth_call") }
  }

  @Test func errorsWithAStatusOfFailureAreRead() async {
    let transport = ScriptedTransport { _, request in
      TransportReply(status: 400, body: TransportReply.error(-32601, "no such method", to: request).body)
    }
    await expect(.methodNotFound) { try await client(transport).call("eth_chainId") }
  }

  @Test func revertDataIsDecoded() async throws {
    let definition = ABIErrorDefinition("Late", inputs: [ABIParameter("deadline", type: .uint256)])
    let contract = try ABIContract(["error Late(uint256 deadline)"])
    let data = definition.selector.bytes + UInt256(99).bigEndianBytes
    let text = Hex.encode(data, prefix: true)
    for form: JSON in [.string(text), ["data": .string(text)], .string("Reverted " + text)] {
      let node = EthereumNode(
        client(ScriptedTransport { _, request in .error(3, "execution reverted", data: form, to: request) }))
      let error = await #expect(throws: RPCError.self) { try await node.call(CallRequest(to: .zero)) }
      #expect(error?.revert(contract) == .custom(definition, [.uint(99)]))
      #expect(error?.revert(contract)?.description == "Late(99)")
    }
  }

  @Test func batchesAreMatchedByNumberAndSplit() async throws {
    let transport = ScriptedTransport { _, request in
      let answers = (request.array ?? []).reversed().map { item -> JSON in
        item["method"] == "eth_fails"
          ? TransportReply.errorAnswer(-32000, "boom", to: item)
          : TransportReply.answer(["result": item["params"]?.array?.first ?? .null], to: item)
      }
      return TransportReply(body: Array(JSON.array(answers).text.utf8))
    }
    let requests = (0..<5).map { RPCRequest($0 == 3 ? "eth_fails" : "eth_getBalance", [.integer($0)]) }
    let results = try await client(transport, maximumBatch: 2).batch(requests)
    #expect(transport.asked.map { $0.array?.count } == [2, 2, 1])
    for (index, result) in results.enumerated() {
      if index == 3 {
        #expect(throws: RPCError.self) { try result.get() }
      } else {
        #expect(try result.get() == .integer(index))
      }
    }
    #expect(try await client(transport).batch([]).isEmpty)
  }

  @Test func onlyWhatFailedOfABatchIsRepeated() async throws {
    let transport = ScriptedTransport { number, request in
      let answers = (request.array ?? []).map { item -> JSON in
        number == 0 && item["method"] == "eth_call"
          ? TransportReply.errorAnswer(-32005, "slow down", to: item)
          : TransportReply.answer(["result": item["method"] ?? .null], to: item)
      }
      return TransportReply(body: Array(JSON.array(answers).text.utf8))
    }
    let results = try await client(transport).batch([
      RPCRequest("eth_chainId"), RPCRequest("eth_call"), RPCRequest("eth_gasPrice"),
    ])
    #expect(try results.map { try $0.get() } == ["eth_chainId", "eth_call", "eth_gasPrice"])
    #expect(transport.asked.map { $0.array?.count } == [3, 1])
  }

  @Test func whatABatchDoesNotAnswerIsAnError() async throws {
    let transport = ScriptedTransport { _, request in
      TransportReply(
        body: Array(JSON.array([TransportReply.answer(["result": "0x1"], to: request.array?[0] ?? .null)]).text.utf8))
    }
    let results = try await client(transport).batch([RPCRequest("eth_chainId"), RPCRequest("eth_gasPrice")])
    #expect(try results[0].get() == "0x1")
    #expect(throws: RPCError.self) { try results[1].get() }
  }

  @Test func aBatchWithASendIsNotRepeated() async {
    let transport = ScriptedTransport { _, _ in throw RPCError(.timedOut, "no answer") }
    let requests = [RPCRequest("eth_chainId"), RPCRequest("eth_sendRawTransaction", ["0x"])]
    await expect(.timedOut) { try await client(transport).batch(requests) }
    #expect(transport.asked.count == 1)
  }

  @Test func anotherChainIsRefused() async throws {
    let node = EthereumNode(client(ScriptedTransport { _, request in .result("0x5", to: request) }))
    try await node.requireChain(5)
    await expect(.wrongChain) { try await node.requireChain(1) }
  }
}

/// Expects an `RPCError` of a code.
func expect<Value>(
  _ code: RPCError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async {
  let error = await #expect(throws: RPCError.self, sourceLocation: sourceLocation) { _ = try await body() }
  #expect(error?.code == code, "\(error?.message ?? "")", sourceLocation: sourceLocation)
}
