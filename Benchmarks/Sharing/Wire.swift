internal import Foundation

/// A connection to the cloud on which requests are written as they are, so that as little as can be of the time that is
/// measured is the client's. Owns its descriptor.
final class Wire {
  struct Answer {
    let status: Int
    let body: [UInt8]
    /// Bytes of the body, also where they were thrown away.
    let byteCount: Int
  }

  let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = port.bigEndian
    target.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let result = withUnsafePointer(to: &target) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw BenchError("the cloud does not take another connection") }
  }

  deinit { close(descriptor) }

  /// A request's head and body.
  static func request(_ method: String, _ path: String, _ headers: [String: String] = [:], _ body: [UInt8] = [])
    -> [UInt8]
  {
    var head = "\(method) \(path) HTTP/1.1\r\nhost: localhost\r\ncontent-length: \(body.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  /// Sends a request and waits for its answer.
  /// - Parameter keepsBody: whether the body is wanted.
  func ask(_ request: [UInt8], keepsBody: Bool = true) throws -> Answer {
    try send(request)
    var head = [UInt8]()
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { throw BenchError("the cloud ended the connection") }
      head += buffer[..<count]
      if let answer = AnswerHead(head) { return try rest(of: answer, head, keepsBody) }
    }
  }

  func send(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      guard count > 0 else { throw BenchError("the cloud ended the connection") }
      done += count
    }
  }

  private func rest(of answer: AnswerHead, _ first: [UInt8], _ keepsBody: Bool) throws -> Answer {
    var body = Array(first[answer.byteCount...])
    var there = body.count
    if keepsBody { body.reserveCapacity(answer.bodyByteCount) } else { body = [] }
    while there < answer.bodyByteCount {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { throw BenchError("the cloud ended the connection") }
      if keepsBody { body += buffer[..<count] }
      there += count
    }
    return Answer(status: answer.status, body: body, byteCount: there)
  }
}
