import Foundation
import Testing
import VectorTesting

/// The misbehaving server of `Tests/Oracles/rpc_server.py`; ends with its owner.
final class LoopbackServer {
  /// It needs only Python's own library.
  static let python = TestPython.path ?? "/usr/bin/python3"
  static let isPresent = FileManager.default.isExecutableFile(atPath: python)

  private let process = Process()
  private let input = Pipe()
  let port: Int

  init() throws {
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = [Vectors.checkout.appending(path: "Tests/Oracles/rpc_server.py").path]
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let part = try output.fileHandleForReading.read(upToCount: 1), !part.isEmpty, part.first != 10 {
      line += part
    }
    port = try #require(Int(String(decoding: line, as: UTF8.self)))
  }

  deinit {
    // The server ends when its input does. Waiting for it would run a loop on a thread that all tests share.
    try? input.fileHandleForWriting.close()
  }

  func url(_ path: String) throws -> URL { try #require(URL(string: "http://127.0.0.1:\(port)/\(path)")) }
}
