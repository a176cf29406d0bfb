package import Cryptography
internal import Dispatch
internal import Foundation
internal import Glibc

/// Attests by a program of the camera's maker. It is given the device's address and a line break on its standard input, and
/// writes the name of the format, a line break, and the statement to its standard output.
package struct ProgramAttestor: DeviceAttestor {
  /// The most bytes of an answer.
  private static let limit = 65_536

  private let path: String
  private let patience: Double

  /// - Parameters:
  ///   - path: the program; it is run without a shell and without arguments.
  ///   - patience: seconds after which it is ended.
  /// - Throws: `invalidSetting` where there is no such program.
  package init(path: String, patience: Double = 30) throws {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw AgentError(.invalidSetting, "\(path) is no program; name one with --attestor")
    }
    self.path = path
    self.patience = patience
  }

  /// - Throws: `unreachable`, so that it is tried again later.
  package func attest(_ device: Address) async throws -> (format: String, statement: [UInt8]) {
    let output = try await answer(to: Data("\(device)\n".utf8))
    guard output.count <= Self.limit, let end = output.firstIndex(of: 0x0A), end > output.startIndex,
      let format = String(bytes: output[..<end], encoding: .utf8)
    else {
      throw AgentError(
        .unreachable, "the attestor \(path) does not answer with the name of a format, a line break and a statement")
    }
    return (format, Array(output[output.index(after: end)...]))
  }

  /// Runs the program on a thread of its own, since it may take its time.
  private func answer(to question: Data) async throws -> Data {
    let (path, patience) = (path, patience)
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try Self.run(path, question, patience: patience) })
      }
    }
  }

  private static func run(_ path: String, _ question: Data, patience: Double) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: path)
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    // It fits into the pipe; a program that does not read it cannot break the pipe then.
    try input.fileHandleForWriting.write(contentsOf: question)
    try input.fileHandleForWriting.close()
    do {
      try process.run()
    } catch {
      throw AgentError(.unreachable, "the attestor \(path) cannot be started")
    }
    let answer = read(output.fileHandleForReading.fileDescriptor, patience: patience)
    if answer == nil { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    guard let answer, process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw AgentError(.unreachable, "the attestor \(path) failed; run it by hand to see why")
    }
    return answer
  }

  /// All that is written; nil where it is too much or takes too long.
  private static func read(_ descriptor: Int32, patience: Double) -> Data? {
    let end = ContinuousClock.now + .seconds(patience)
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while answer.count <= limit {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { return nil }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(left.rounded(.up))) > 0 else { continue }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return answer }
      if count < 0, errno != EINTR { return nil }
      answer += buffer.prefix(max(0, count))
    }
    return nil
  }
}
