package import Cryptography
internal import Foundation
internal import Synchronization

/// Speaks with a cloud: signs what must be signed, repeats what may be repeated, and answers with values or a
/// ``CloudError``.
///
///     let cloud = CloudClient(transport: try HTTPCloudTransport(address: "https://cloud.example"))
///     let found = try await cloud.search(SearchQuery(from: start, to: end, area: .cell(row: 1054, column: 268)))
package struct CloudClient: Sendable {
  /// What was learnt from the cloud's answers.
  private final class Learnt: Sendable {
    /// How far this machine's clock is behind the cloud's, in milliseconds.
    let offset = Atomic<Int64>(0)
    /// The cloud's account.
    let cloud = Mutex<Address?>(nil)
  }

  let transport: any CloudTransport
  private let clock: any Clock<Duration>
  private let retries: CloudRetries
  private let time: @Sendable () -> UInt64
  private let known: Address?
  private let learnt = Learnt()

  /// - Parameters:
  ///   - cloud: the account of the cloud that requests are signed for. Where it is known, from the ledger's description
  ///     for example, another cloud at this address gets nothing that it could use elsewhere; nil asks the address for it.
  ///   - clock: for the waits between attempts.
  ///   - time: milliseconds since 1970, for signatures.
  package init(
    transport: any CloudTransport, cloud: Address? = nil, clock: any Clock<Duration> = ContinuousClock(),
    retries: CloudRetries = CloudRetries(),
    time: @escaping @Sendable () -> UInt64 = CloudClient.systemTime
  ) {
    self.transport = transport
    known = cloud
    self.clock = clock
    self.retries = retries
    self.time = time
  }

  /// Milliseconds since 1970 on this machine's clock.
  @Sendable package static func systemTime() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970 * 1_000)) }

  // MARK: For the operations

  func get<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) async throws -> Value {
    try decode(await perform(CloudRequest("GET", path)))
  }

  /// Sends JSON, signed where a key is given.
  func post<Value: Decodable>(
    _ path: String, _ message: some Encodable, by key: SecretKey? = nil, challenged: Bool = false,
    as type: Value.Type = Value.self
  ) async throws -> Value {
    let body = try Self.encode(message)
    let request = CloudRequest("POST", path, headers: ["content-type": "application/json"], body: body)
    return try decode(await perform(request, by: key, challenged: challenged))
  }

  /// Sends a request until it succeeds or may not be repeated. Each attempt is signed anew, so that none is a replay.
  func perform(
    _ request: CloudRequest, by key: SecretKey? = nil, challenged: Bool = false,
    receive: (@Sendable ([UInt8]) throws -> Void)? = nil
  ) async throws -> CloudAnswer {
    var attempt = 1
    var (mayCorrectClock, mayAskAgain) = (true, known == nil)
    while true {
      do {
        let signed = try await sign(request, by: key, challenged: challenged)
        return try Self.checked(await transport.send(signed, receive: receive))
      } catch let error as CloudError where error.code == .clockSkew && mayCorrectClock {
        guard let there = error.time else { throw error }
        mayCorrectClock = false
        learnt.offset.store(Int64(clamping: there) - Int64(clamping: time()), ordering: .relaxed)
      } catch let error as CloudError where error.code == .wrongCloud && mayAskAgain {
        mayAskAgain = false
        learnt.cloud.withLock { $0 = nil }
      } catch let error as CloudError where error.isTransient && attempt < retries.attempts {
        try await clock.sleep(for: retries.delay(after: attempt, error))
        attempt += 1
      }
    }
  }

  private func sign(_ request: CloudRequest, by key: SecretKey?, challenged: Bool) async throws -> CloudRequest {
    guard let key else { return request }
    let cloud = try await account()
    var nonce = RandomBytes.make(16)
    if challenged {
      let answer = try Self.checked(await transport.send(CloudRequest("GET", "/v1/challenge")))
      nonce = try decode(answer, as: ChallengeReply.self).challenge.bytes
    }
    let root = try request.bodyRoot ?? RequestSignature.root(ofBody: request.body)
    let now = UInt64(max(0, Int64(clamping: time()) + learnt.offset.load(ordering: .relaxed)))
    let signature = try RequestSignature(
      for: cloud, method: request.method, path: request.path, bodyRoot: root, time: now, nonce: nonce, by: key)
    var signed = request
    signed.headers["authorization"] = signature.header
    if !request.body.isEmpty { signed.headers[CloudHeader.bodyRoot] = root.description }
    return signed
  }

  /// The account of the cloud that is spoken with.
  private func account() async throws -> Address {
    if let cloud = known ?? learnt.cloud.withLock({ $0 }) { return cloud }
    let answer = try Self.checked(await transport.send(CloudRequest("GET", "/healthz")))
    let cloud = try decode(answer, as: HealthReply.self).cloud
    learnt.cloud.withLock { $0 = cloud }
    return cloud
  }

  func decode<Value: Decodable>(_ answer: CloudAnswer, as type: Value.Type = Value.self) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(answer.body))
    } catch {
      throw CloudError(.strangeAnswer, "the cloud's answer is not understood; check the address and both versions")
    }
  }

  private static func encode(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(message))
  }

  /// - Throws: the ``CloudError`` that an answer of failure carries.
  static func checked(_ answer: CloudAnswer) throws -> CloudAnswer {
    guard !answer.isSuccess else { return answer }
    let wait = answer.headers["retry-after"].flatMap { Int($0) }
    guard let detail = try? JSONDecoder().decode(CloudErrorReply.self, from: Data(answer.body)).error else {
      let code: CloudErrorCode = answer.status >= 500 ? .internalError : .strangeAnswer
      let message = "the cloud answered with the status \(answer.status); check the address"
      throw CloudError(code, message, status: answer.status, retryAfter: wait)
    }
    let code = CloudErrorCode(rawValue: detail.code) ?? .strangeAnswer
    throw CloudError(code, detail.message, status: answer.status, retryAfter: wait, time: detail.time)
  }
}
