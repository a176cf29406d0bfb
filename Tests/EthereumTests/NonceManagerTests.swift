import Cryptography
import Ethereum
import Synchronization
import Testing

@Suite struct NonceManagerTests {
  /// A node that counts how often it was asked.
  private final class Count: Sendable {
    let value: Mutex<UInt64>
    let questions = Mutex(0)

    init(_ value: UInt64) { self.value = Mutex(value) }

    func ask() async throws -> UInt64 {
      questions.withLock { $0 += 1 }
      for _ in 0..<20 { await Task.yield() }
      return value.withLock { $0 }
    }
  }

  @Test func aThousandReservationsAtOnce() async throws {
    let count = Count(41)
    let manager = NonceManager { _ in try await count.ask() }
    let nonces = try await withThrowingTaskGroup(of: UInt64.self) { group in
      for _ in 0..<1_000 { group.addTask { try await manager.reserve(.zero) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(nonces.sorted() == Array(41..<1_041))
    #expect(count.questions.withLock { $0 } == 1)
  }

  @Test func whatIsGivenBackIsGivenOutFirst() async throws {
    let manager = NonceManager { _ in 0 }
    for _ in 0..<4 { _ = try await manager.reserve(.zero) }
    await manager.release(2, of: .zero)
    await manager.release(1, of: .zero)
    await manager.release(1, of: .zero)
    #expect(try await manager.reserve(.zero) == 1)
    #expect(try await manager.reserve(.zero) == 2)
    #expect(try await manager.reserve(.zero) == 4)
  }

  @Test func resynchronisingKeepsWhatIsReserved() async throws {
    let count = Count(0)
    let manager = NonceManager { _ in try await count.ask() }
    for _ in 0..<4 { _ = try await manager.reserve(.zero) }
    await manager.sent(0, by: .zero)
    await manager.sent(1, by: .zero)
    await manager.sent(2, by: .zero)
    // The node has 0; 1 and 2 got lost; 3 is still to be sent.
    count.value.withLock { $0 = 1 }
    await manager.resynchronise(.zero)
    #expect(try await manager.reserve(.zero) == 1)
    #expect(try await manager.reserve(.zero) == 2)
    #expect(try await manager.reserve(.zero) == 4)
  }

  @Test func accountsDoNotMix() async throws {
    let other = try #require(Address([UInt8](repeating: 9, count: 20)))
    let manager = NonceManager { $0 == .zero ? 5 : 50 }
    #expect(try await manager.reserve(.zero) == 5)
    #expect(try await manager.reserve(other) == 50)
    #expect(try await manager.reserve(.zero) == 6)
  }

  @Test func aNodeThatFailsIsAskedAgain() async throws {
    let failures = Mutex(2)
    let manager = NonceManager { _ in
      if failures.withLock({
        $0 -= 1; return $0 >= 0
      }) {
        throw RPCError(.unreachable, "away")
      }
      return 3
    }
    await expect(.unreachable) { try await manager.reserve(.zero) }
    await expect(.unreachable) { try await manager.reserve(.zero) }
    #expect(try await manager.reserve(.zero) == 3)
  }
}
