internal import Synchronization

/// Speaks JSON-RPC 2.0 with a node: time-outs, repetition of what may be repeated, batches, typed errors.
package struct RPCClient: Sendable {
  /// Numbers for requests.
  private final class Counter: Sendable {
    private let value = Atomic(0)
    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
  }

  private let transport: any Transport
  package let clock: any Clock<Duration>
  private let timeout: Duration?
  private let retries: RetryPolicy
  private let maximumBatch: Int
  private let counter = Counter()

  /// - Parameters:
  ///   - timeout: for one attempt; nil waits for ever.
  ///   - maximumBatch: requests in one body; larger batches are split.
  package init(
    transport: any Transport, clock: any Clock<Duration> = ContinuousClock(), timeout: Duration? = .seconds(30),
    retries: RetryPolicy = RetryPolicy(), maximumBatch: Int = 100
  ) {
    self.transport = transport
    self.clock = clock
    self.timeout = timeout
    self.retries = retries
    self.maximumBatch = max(1, maximumBatch)
  }

  /// The result of a call.
  /// - Throws: `RPCError`; `CancellationError`.
  package func call(_ method: String, _ parameters: [JSON] = []) async throws -> JSON {
    let request = RPCRequest(method, parameters)
    return try await repeating(request.isIdempotent) {
      let id = counter.next()
      let answer = try await exchange(request.json(id: id))
      guard answer.array == nil, Self.matches(answer, id: id) else {
        throw Self.strange("the answer is to another request")
      }
      return try Self.result(answer).get()
    }
  }

  /// The results of calls that travel together, in their order. One that fails does not keep the others from answering;
  /// those that may be repeated are.
  /// - Throws: `RPCError` where the batch as a whole failed; `CancellationError`.
  package func batch(_ requests: [RPCRequest]) async throws -> [Result<JSON, RPCError>] {
    var results = [Result<JSON, RPCError>]()
    for start in stride(from: 0, to: requests.count, by: maximumBatch) {
      results += try await oneBatch(Array(requests[start..<min(start + maximumBatch, requests.count)]))
    }
    return results
  }

  private func oneBatch(_ requests: [RPCRequest]) async throws -> [Result<JSON, RPCError>] {
    var results = try await repeating(requests.allSatisfy(\.isIdempotent)) { try await send(requests) }
    for attempt in 1..<max(retries.attempts, 1) {
      let again = requests.indices.filter { index in
        guard case .failure(let error) = results[index] else { return false }
        return error.isTransient && requests[index].isIdempotent
      }
      guard let first = again.first, case .failure(let error) = results[first] else { break }
      try await clock.sleep(for: retries.delay(after: attempt, error))
      do {
        let repeated = try await repeating(true) { try await send(again.map { requests[$0] }) }
        for (index, result) in zip(again, repeated) { results[index] = result }
      } catch is RPCError {
        // What the others answered is kept; these keep the error that they had.
        break
      }
    }
    return results
  }

  private func send(_ requests: [RPCRequest]) async throws -> [Result<JSON, RPCError>] {
    let numbered = requests.map { (id: counter.next(), request: $0) }
    let answer = try await exchange(.array(numbered.map { $0.request.json(id: $0.id) }))
    guard let answers = answer.array else {
      // A node that refuses the whole batch answers with one error.
      if case .failure(let error) = Self.result(answer) { throw error }
      throw Self.strange("a batch was answered with a single result")
    }
    var byID = [Int: JSON]()
    for item in answers {
      guard let id = item["id"]?.int, byID.updateValue(item, forKey: id) == nil else {
        throw Self.strange("an answer in a batch has no number, or the same as another")
      }
    }
    return numbered.map { id, _ in
      guard let item = byID[id] else { return .failure(Self.strange("a request of a batch was not answered")) }
      return Self.result(item)
    }
  }

  /// Sends a body and reads the answer's.
  private func exchange(_ body: JSON) async throws -> JSON {
    let reply = try await limited { try await transport.send(Array(body.text.utf8)) }
    switch reply.status {
    case 200..<300: break
    case 429:
      throw RPCError(
        .rateLimited, "the node limits how often it may be asked; try again later", serverCode: 429,
        retryAfter: reply.retryAfter)
    default:
      // Many nodes answer with an error object and a status of failure.
      if let json = try? JSON(parsing: reply.body), json["error"]?.object != nil { return json }
      throw RPCError(
        .httpStatus, "the node answered with the HTTP status \(reply.status); check the address",
        serverCode: reply.status, retryAfter: reply.retryAfter)
    }
    guard let json = try? JSON(parsing: reply.body) else { throw Self.strange("the answer is not JSON") }
    return json
  }

  /// Ends an operation that takes longer than the time-out.
  private func limited(_ operation: @escaping @Sendable () async throws -> TransportReply) async throws
    -> TransportReply
  {
    guard let timeout else { return try await operation() }
    return try await withThrowingTaskGroup(of: TransportReply.self) { group in
      defer { group.cancelAll() }
      group.addTask(operation: operation)
      group.addTask {
        try await clock.sleep(for: timeout)
        throw RPCError(.timedOut, "the node did not answer within \(timeout); try again later")
      }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  private func repeating<Value>(_ mayRepeat: Bool, _ body: () async throws -> Value) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await body()
      } catch let error as RPCError where mayRepeat && error.isTransient && attempt < retries.attempts {
        try await clock.sleep(for: retries.delay(after: attempt, error))
        attempt += 1
      }
    }
  }

  private static func matches(_ answer: JSON, id: Int) -> Bool {
    // Where a node could not read the request, the number of its error is null.
    answer["id"]?.int == id || answer["error"]?.object != nil && answer["id"]?.isNull ?? true
  }

  private static func result(_ answer: JSON) -> Result<JSON, RPCError> {
    if let error = answer["error"], !error.isNull { return .failure(RPCError(errorObject: error)) }
    guard let result = answer["result"] else { return .failure(strange("the answer has neither result nor error")) }
    return .success(result)
  }

  static func strange(_ what: String) -> RPCError {
    RPCError(.malformedResponse, "the node's answer is not understood: \(what); check the address")
  }
}
