import Ethereum
import Foundation
import Testing

/// The HTTP transport against a real server on loopback.
@Suite(.enabled(if: LoopbackServer.isPresent, "there is no Python to run the server with"))
struct URLSessionTransportTests {
  private let server: LoopbackServer
  private let clock = ImmediateClock()

  init() throws { server = try LoopbackServer() }

  private func client(_ path: String, attempts: Int = 1, timeout: Duration? = nil, real: Bool = false) throws
    -> RPCClient
  {
    let transport = URLSessionTransport(url: try server.url(path), headers: ["X-Key": "geheim"])
    let retries = RetryPolicy(attempts: attempts, firstDelay: .seconds(1), jitter: 0)
    return RPCClient(
      transport: transport, clock: real ? ContinuousClock() : clock, timeout: timeout, retries: retries)
  }

  @Test func callsBatchesAndHeaders() async throws {
    let client = try client("normal")
    #expect(try await EthereumNode(client).chainID() == 31_337)
    #expect(try await client.call("web3_clientVersion") == "geheim")
    let requests = (0..<250).map { RPCRequest("eth_getBalance", [.string(String(repeating: "x", count: $0))]) }
    let results = try await client.batch(requests)
    for (count, result) in results.enumerated() {
      #expect(try result.get().string == "0x" + String(count + 4, radix: 16))
    }
    await expect(.methodNotFound) { try await client.call("eth_nothing") }
  }

  @Test func manyAtOnceAndLargeAnswers() async throws {
    let client = try client("normal")
    try await withThrowingTaskGroup(of: JSON.self) { group in
      for count in 0..<40 { group.addTask { try await client.call("eth_getCode", ["0x", .integer(count * 2_000)]) } }
      var total = 0
      for try await code in group { total += code.string?.count ?? 0 }
      #expect(total == (0..<40).reduce(0) { $0 + $1 * 4_000 + 2 })
    }
  }

  @Test func retryAfterIsReadFromTheHeader() async throws {
    #expect(try await client("limited/a", attempts: 3).call("eth_chainId") == "0x7a69")
    #expect(clock.slept == .seconds(14))
    await expect(.rateLimited) { try await client("limited/b", attempts: 2).call("eth_chainId") }
  }

  @Test(arguments: [
    ("failing", RPCError.Code.httpStatus), ("moved", .httpStatus), ("closing", .unreachable),
    ("garbage", .malformedResponse), ("cut", .unreachable),
  ])
  func misbehaviour(_ path: String, _ code: RPCError.Code) async throws {
    let client = try client(path)
    await expect(code) { try await client.call("eth_chainId") }
  }

  @Test func aSlowServerTimesOut() async throws {
    let client = try client("slow", timeout: .milliseconds(200), real: true)
    await expect(.timedOut) { try await client.call("eth_chainId") }
  }

  @Test func cancellingTheTaskCancelsTheRequest() async throws {
    let client = try client("slow")
    let task = Task { try await client.call("eth_chainId") }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func nobodyListening() async throws {
    let url = try #require(URL(string: "http://127.0.0.1:1/"))
    let client = RPCClient(transport: URLSessionTransport(url: url), clock: clock, timeout: nil, retries: .never)
    await expect(.unreachable) { try await client.call("eth_chainId") }
  }
}
