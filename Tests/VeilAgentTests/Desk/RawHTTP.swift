import Dispatch
import Glibc

/// Sends one HTTP request byte for byte, with whatever host and headers a test wants, and reads the whole answer.
struct RawHTTP {
  let port: Int

  struct Answer {
    let status: Int
    let head: String
    let body: String
    let byteCount: Int

    /// The values of a header, its name in any case.
    func values(_ name: String) -> [String] {
      head.split(separator: "\r\n").compactMap { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
        return String(parts[1].drop { $0 == " " })
      }
    }
  }

  enum Failure: Error { case noConnection, noAnswer }

  func send(
    _ method: String, _ path: String, host: String? = nil, headers: [String: String] = [:], body: String = ""
  ) async throws -> Answer {
    try await send(method, path, host: host, headers: headers, bytes: Array(body.utf8))
  }

  func send(
    _ method: String, _ path: String, host: String? = nil, headers: [String: String], bytes body: [UInt8]
  ) async throws -> Answer {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\nConnection: close\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if method != "GET" { text += "Content-Length: \(body.count)\r\n" }
    let bytes = Array((text + "\r\n").utf8) + body
    let port = port
    let answer = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try Self.exchange(bytes, port: port) })
      }
    }
    return try Self.parse(answer)
  }

  private static func exchange(_ request: [UInt8], port: Int) throws -> [UInt8] {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected, write(file, request, request.count) == request.count else { throw Failure.noConnection }
    var (answer, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
      let count = read(file, &part, part.count)
      guard count > 0 else { return answer }
      answer += part.prefix(count)
    }
  }

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let halves = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let head = halves.first, let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw Failure.noAnswer }
    let body = halves.count > 1 ? String(halves[1]) : ""
    return Answer(
      status: status, head: String(head), body: body, byteCount: bytes.count - head.utf8.count - 4)
  }
}
