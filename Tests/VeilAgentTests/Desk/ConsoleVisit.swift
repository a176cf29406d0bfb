import Foundation
import VeilConsole

@testable import VeilAgent

/// A console that serves while a test visits it.
struct ConsoleVisit {
  let http: RawHTTP
  /// The path with the key, as the program prints it.
  let entry: String
  private(set) var cookies: [String: String] = [:]
  private(set) var token = ""

  /// Starts a console, visits it, and ends it.
  static func during(
    _ serve: @escaping @Sendable (_ onReady: @escaping @Sendable (String) -> Void) async throws -> Void,
    _ body: (inout ConsoleVisit) async throws -> Void
  ) async throws {
    let (addresses, continuation) = AsyncStream<String>.makeStream()
    let server = Task {
      defer { continuation.finish() }
      try await serve { continuation.yield($0) }
    }
    defer { server.cancel() }
    guard let address = await addresses.first(where: { _ in true }), let url = URL(string: address),
      let port = url.port
    else { throw RawHTTP.Failure.noConnection }
    var visit = ConsoleVisit(http: RawHTTP(port: port), entry: "\(url.path)?\(url.query ?? "")")
    try await body(&visit)
  }

  /// Opens the printed address, and the first page behind it.
  mutating func enter(page: String = "/search") async throws {
    _ = try await get(entry)
    let answer = try await get(page)
    let mark = "name=\"csrf-token\" content=\""
    guard let start = answer.body.range(of: mark)?.upperBound else { return }
    token = String(answer.body[start...].prefix(64))
  }

  mutating func get(_ path: String, headers: [String: String] = [:], host: String? = nil) async throws -> RawHTTP.Answer
  {
    take(try await http.send("GET", path, host: host, headers: headers.merging(["Cookie": cookie]) { $1 }))
  }

  mutating func post(
    _ path: String, _ fields: [String: String], token given: String? = nil, headers: [String: String] = [:]
  ) async throws -> RawHTTP.Answer {
    var fields = fields
    fields["csrf"] = given ?? token
    let body = fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
      .joined(separator: "&")
    var all = ["Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"]
    all.merge(headers) { $1 }
    return take(try await http.send("POST", path, headers: all, body: body))
  }

  /// Posts a form with files, as browsers send it.
  mutating func upload(
    _ path: String, _ fields: [String: String], files: [(field: String, name: String, bytes: [UInt8])],
    token given: String? = nil, headers: [String: String] = [:]
  ) async throws -> RawHTTP.Answer {
    let boundary = "----veilcam5f1c"
    var body: [UInt8] = []
    for (name, value) in fields.merging(["csrf": given ?? token], uniquingKeysWith: { first, _ in first }) {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      let head =
        "Content-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: image/png"
      body += Array("--\(boundary)\r\n\(head)\r\n\r\n".utf8) + file.bytes + Array("\r\n".utf8)
    }
    body += Array("--\(boundary)--\r\n".utf8)
    var all = ["Cookie": cookie, "Content-Type": "multipart/form-data; boundary=\(boundary)"]
    all.merge(headers) { $1 }
    return take(try await http.send("POST", path, headers: all, bytes: body))
  }

  /// Posts a body as it is.
  mutating func send(_ path: String, _ body: String, _ headers: [String: String]) async throws -> RawHTTP.Answer {
    take(try await http.send("POST", path, headers: headers.merging(["Cookie": cookie]) { $1 }, body: body))
  }

  /// Asks again and again, 3,000 times at most.
  mutating func repeatUntil(_ isDone: (inout ConsoleVisit) async throws -> Bool) async throws {
    for _ in 0..<3_000 {
      if try await isDone(&self) { return }
    }
  }

  mutating func forget(_ prefix: String) {
    cookies = cookies.filter { !$0.key.hasPrefix(prefix) }
  }

  private var cookie: String { cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }

  private mutating func take(_ answer: RawHTTP.Answer) -> RawHTTP.Answer {
    for value in answer.values("Set-Cookie") {
      let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
    }
    return answer
  }
}

extension DeskWorld {
  func services(cloudAudit: (any CloudAuditSource)? = nil) -> DeskServices {
    DeskServices(
      ledger: ledger, cloud: cloud, cloudAudit: cloudAudit, requester: requester, owner: owner, ownerStore: ownerStore,
      wallet: requesterAccount, films: films, now: ledger.now)
  }

  /// Serves this world's desk while a test visits it.
  func visit(
    cloudAudit: (any CloudAuditSource)? = nil, _ body: (inout ConsoleVisit) async throws -> Void
  ) async throws {
    let services = services(cloudAudit: cloudAudit)
    try await ConsoleVisit.during(
      { ready in try await DeskConsole.serve(services, port: 0, version: "test", onReady: ready) }, body)
  }
}
