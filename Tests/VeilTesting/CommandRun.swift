import Foundation

/// What a program did that was run to its end: the finished `veilcam`, as a person runs it, or any other.
package struct CommandRun: Sendable {
  /// Exit status; of a program that a signal ended, 128 and its number, as a shell would say.
  package let status: Int32
  package let output: String
  package let errors: String
  /// True if it was stopped because it took too long.
  package let timedOut: Bool

  /// Lines of standard error.
  package var errorLines: [String] { errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  /// Everything, for the comment of an expectation.
  package var transcript: String { "status \(status)\(timedOut ? ", timed out" : "")\n\(output)\n\(errors)" }

  /// How a program is run.
  package struct Setting: Sendable {
    /// Replaces variables of this process's environment; an empty value removes one.
    package var environment: [String: String] = [:]
    /// Working folder; nil for this process's own.
    package var folder: String?
    /// Longest time, seconds.
    package var limit: Double = 120
    /// Sends SIGINT as soon as this is true; asked every 20 ms.
    package var interruptWhen: (@Sendable () -> Bool)?
    /// Sends SIGKILL as soon as this is true, as a loss of power would; asked every 20 ms.
    package var killWhen: (@Sendable () -> Bool)?

    package init() {}
  }

  /// The `veilcam` that was built with the tests, beside their bundle.
  package static let veilcam: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "veilcam").path
  }()

  /// Runs `veilcam`.
  package static func veilcam(_ arguments: [String], _ setting: Setting = Setting()) async throws -> CommandRun {
    try await run(veilcam, arguments, setting)
  }

  /// Runs any program. Its streams go through files, so that it never waits for a reader.
  package static func run(
    _ executable: String, _ arguments: [String], _ setting: Setting = Setting()
  ) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(setting.environment) { $1 }
      .filter { !$0.value.isEmpty }
    if let path = setting.folder { process.currentDirectoryURL = URL(filePath: path) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.write([], to: "output")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write([], to: "errors")))
    let timedOut = try await wait(for: process, setting)
    let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return CommandRun(
      status: status, output: try String(contentsOfFile: folder.path("output"), encoding: .utf8),
      errors: try String(contentsOfFile: folder.path("errors"), encoding: .utf8), timedOut: timedOut)
  }

  /// - Returns: true if the program took longer than it may.
  private static func wait(for process: Process, _ setting: Setting) async throws -> Bool {
    try process.run()
    let end = ContinuousClock.now + .seconds(setting.limit)
    var mayInterrupt = true
    while process.isRunning {
      try? await Task.sleep(for: .milliseconds(20))
      if mayInterrupt, setting.interruptWhen?() == true {
        process.interrupt()
        mayInterrupt = false
      }
      if setting.killWhen?() == true { kill(process.processIdentifier, SIGKILL) }
      guard ContinuousClock.now < end else {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return true
      }
    }
    return false
  }
}
