import Ethereum
import Synchronization

/// A transport that answers what a test says, and keeps what it was asked.
final class ScriptedTransport: Transport {
  private let requests = Mutex<[JSON]>([])
  private let answer: @Sendable (_ number: Int, JSON) async throws -> TransportReply

  /// - Parameter answer: gets the number of the request, from 0, and its body.
  init(_ answer: @escaping @Sendable (_ number: Int, JSON) async throws -> TransportReply) { self.answer = answer }

  var asked: [JSON] { requests.withLock { $0 } }

  func send(_ body: [UInt8]) async throws -> TransportReply {
    let json = try JSON(parsing: body)
    let number = requests.withLock { requests in
      requests.append(json)
      return requests.count - 1
    }
    return try await answer(number, json)
  }
}

extension TransportReply {
  /// The answer to a request with a result.
  static func result(_ result: JSON, to request: JSON) -> TransportReply {
    TransportReply(body: Array(answer(["result": result], to: request).text.utf8))
  }

  /// The answer to a request with an error.
  static func error(_ code: Int, _ message: String, data: JSON? = nil, to request: JSON) -> TransportReply {
    TransportReply(body: Array(errorAnswer(code, message, data: data, to: request).text.utf8))
  }

  static func errorAnswer(_ code: Int, _ message: String, data: JSON? = nil, to request: JSON) -> JSON {
    var error: [String: JSON] = ["code": .integer(code), "message": .string(message)]
    error["data"] = data
    return answer(["error": .object(error)], to: request)
  }

  static func answer(_ members: [String: JSON], to request: JSON) -> JSON {
    .object(members.merging(["jsonrpc": "2.0", "id": request["id"] ?? .null]) { first, _ in first })
  }
}
