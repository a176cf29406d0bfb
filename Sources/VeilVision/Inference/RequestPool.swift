internal import Synchronization

/// Lends a bounded number of requests to tasks, in the order in which they asked.
final class RequestPool: Sendable {
  private struct State {
    var idle: [InferRequest] = []
    var created = 0
    var waiting: [CheckedContinuation<InferRequest, any Error>] = []
  }

  private let limit: Int
  private let make: @Sendable () throws -> InferRequest
  private let state = Mutex(State())

  init(limit: Int, make: @escaping @Sendable () throws -> InferRequest) {
    self.limit = limit
    self.make = make
  }

  func borrow() async throws -> InferRequest {
    try await withCheckedThrowingContinuation { continuation in
      state.withLock { state in
        if let request = state.idle.popLast() { return continuation.resume(returning: request) }
        guard state.created < limit else { return state.waiting.append(continuation) }
        do {
          let request = try make()
          state.created += 1
          continuation.resume(returning: request)
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }

  func giveBack(_ request: InferRequest) {
    state.withLock { state in
      if state.waiting.isEmpty {
        state.idle.append(request)
      } else {
        state.waiting.removeFirst().resume(returning: request)
      }
    }
  }
}
