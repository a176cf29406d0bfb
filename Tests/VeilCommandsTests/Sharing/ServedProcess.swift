import Foundation
import Synchronization

/// A program that serves until it is ended, and can be killed and started again at any moment.
final class ServedProcess: Sendable {
  struct DidNotStart: Error {
    let program: String
  }

  private struct Running {
    let process: Process
    /// Some servers end with their input.
    let input: Pipe
  }

  private let executable: String
  private let arguments: @Sendable (_ port: Int) -> [String]
  private let environment: [String: String]
  private let folder: String?
  private let running = Mutex<Running?>(nil)
  /// 0 until the system has chosen one; the next start takes the same.
  private let port = Mutex(0)

  init(
    _ executable: String, environment: [String: String] = [:], folder: String? = nil,
    arguments: @escaping @Sendable (_ port: Int) -> [String]
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  deinit { kill() }

  /// Starts it and waits for the line with its address.
  /// - Returns: that address.
  @discardableResult
  func start() throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments(port.withLock { $0 })
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    var line = Data()
    while !line.contains(0x0A) {
      let part = output.fileHandleForReading.availableData
      guard !part.isEmpty else {
        throw DidNotStart(program: "\(executable) \(process.arguments?.joined(separator: " ") ?? "")")
      }
      line += part
    }
    running.withLock { $0 = Running(process: process, input: input) }
    let text = String(decoding: line, as: UTF8.self)
    guard let address = text.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)/), let number = Int(address.1) else {
      throw DidNotStart(program: text)
    }
    port.withLock { $0 = number }
    return String(address.0)
  }

  /// Ends it as a loss of power would.
  func kill() {
    running.withLock { running in
      guard let process = running?.process else { return }
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      running = nil
    }
  }

  var isRunning: Bool { running.withLock { $0?.process.isRunning ?? false } }
}
