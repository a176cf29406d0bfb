import Ethereum
import Synchronization

/// Carries requests on, and counts the methods that are called.
final class CountingTransport: Transport {
  private let transport: any Transport
  private let counts = Mutex<[String: Int]>([:])

  init(_ transport: any Transport) { self.transport = transport }

  func send(_ body: [UInt8]) async throws -> TransportReply {
    if let request = try? JSON(parsing: body) {
      counts.withLock { counts in
        for call in request.array ?? [request] { counts[call["method"]?.string ?? "", default: 0] += 1 }
      }
    }
    return try await transport.send(body)
  }

  /// What was called since this was asked last.
  func taken() -> [String: Int] {
    counts.withLock { counts in
      defer { counts = [:] }
      return counts
    }
  }
}
