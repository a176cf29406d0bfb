internal import Foundation
internal import VeilEvidence

/// What the same bytes reach through a socket of the system with no cloud about it.
struct SocketBound {
  let folder: WorkFolder
  let source: String

  /// Sent from memory; received, hashed in chunks of 1 MiB and written to a file.
  /// - Returns: seconds.
  func upload() async throws -> Double {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: source)))
    let destination = folder.path + "/bound"
    defer { unlink(destination) }
    return try await timed { sender in
      Self.send(bytes, to: sender)
    } receiving: { receiver in
      let file = open(destination, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
      defer { close(file) }
      let hasher = ChunkHasher()
      try Self.receive(from: receiver) { part in
        try hasher.update(part)
        _ = write(file, part.baseAddress, part.count)
      }
      _ = try hasher.finish()
      fsync(file)
    }
  }

  /// Read from a file and sent; received and thrown away.
  func download() async throws -> Double {
    let source = source
    return try await timed { sender in
      let file = open(source, O_RDONLY)
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      while case let count = read(file, &buffer, buffer.count), count > 0 {
        Self.send(Array(buffer[..<count]), to: sender)
      }
    } receiving: { receiver in
      try Self.receive(from: receiver) { _ in }
    }
  }

  private func timed(
    sending: @escaping @Sendable (Int32) -> Void, receiving: @escaping @Sendable (Int32) throws -> Void
  ) async throws -> Double {
    let (sender, receiver) = try Self.connection()
    defer { close(receiver) }
    let start = ContinuousClock.now
    Thread.detachNewThread {
      sending(sender)
      close(sender)
    }
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try receiving(receiver) }) }
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private static func send(_ bytes: [UInt8], to socket: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(socket, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      guard count > 0 else { return }
      done += count
    }
  }

  private static func receive(from socket: Int32, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    while case let count = read(socket, buffer.baseAddress, buffer.count), count > 0 {
      try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Two ends of a TCP connection on loopback.
  private static func connection() throws -> (Int32, Int32) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw BenchError("this machine gives no socket") }
    let wire = try Descriptor(port: UInt16(bigEndian: address.sin_port))
    return (wire.value, accept(listener, nil, nil))
  }

  /// A connected socket that its user closes.
  private struct Descriptor {
    let value: Int32

    init(port: UInt16) throws {
      let wire = try Wire(port: port)
      value = dup(wire.descriptor)
    }
  }
}
