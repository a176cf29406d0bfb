internal import Ethereum
internal import Foundation

/// One run of the embedded ledger's process.
struct LedgerChild: Sendable {
  let process: Process
  /// Held open as long as the ledger shall run: it ends when its input does, so it never outlives this process.
  private let input: Pipe
  let endpoint: LedgerEndpoint

  var isRunning: Bool { process.isRunning }

  /// Starts the process and waits until it answers.
  /// - Throws: ``LedgerError`` with `inUse`, `ended` or `missing`.
  static func launch(
    _ installation: LedgerInstallation, _ settings: LedgerProcess.Settings, port: Int
  ) async throws -> LedgerChild {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: installation.python)
    process.arguments = arguments(settings, port: port)
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONPATH": installation.program]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    let log = try log(in: settings.folder)
    process.standardError = log.handle
    do {
      try process.run()
    } catch {
      throw LedgerError(.missing, "the embedded ledger's Python cannot be started; run Scripts/setup")
    }
    let line = await firstLine(of: output.fileHandleForReading)
    guard let endpoint = endpoint(line) else {
      process.terminate()
      throw failure(log.path, from: log.start)
    }
    return LedgerChild(process: process, input: input, endpoint: endpoint)
  }

  /// Asks the process to end.
  func end() {
    try? input.fileHandleForWriting.close()
    process.terminate()
  }

  /// Ends the process at once, as a loss of power would.
  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  private static func arguments(_ settings: LedgerProcess.Settings, port: Int) -> [String] {
    var arguments = ["-m", "veilcam_ledger", "--data", settings.folder, "--port", String(port), "--until-input-ends"]
    if let chain = settings.chainID { arguments += ["--chain-id", String(chain)] }
    if let genesis = settings.genesis { arguments += ["--genesis", genesis] }
    if settings.allowsTestMethods { arguments.append("--dev") }
    return arguments
  }

  private static func log(in folder: String) throws -> (handle: FileHandle, path: String, start: UInt64) {
    let path = folder + "/ledger.log"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      }
      let handle = try FileHandle(forWritingTo: URL(filePath: path))
      return (handle, path, try handle.seekToEnd())
    } catch {
      throw LedgerError(.notWritable, "the ledger's folder \(folder) cannot be written; choose another with --data")
    }
  }

  /// The line with which the process says that it is ready; nil if it ended before. Reading blocks, so it has a thread.
  private static func firstLine(of handle: FileHandle) async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var line = [UInt8]()
        while let byte = try? handle.read(upToCount: 1)?.first, byte != 0x0A, line.count < 4_096 { line.append(byte) }
        continuation.resume(returning: line.isEmpty ? nil : line)
      }
    }
  }

  private static func endpoint(_ line: [UInt8]?) -> LedgerEndpoint? {
    guard let line, let json = try? JSON(parsing: line), let text = json["url"]?.string, let url = URL(string: text),
      let chain = json["chainId"]?.int.flatMap(UInt64.init(exactly:))
    else { return nil }
    return LedgerEndpoint(url: url, chainID: chain)
  }

  /// What the process said last, which is a sentence for a person.
  private static func failure(_ log: String, from start: UInt64) -> LedgerError {
    let handle = try? FileHandle(forReadingFrom: URL(filePath: log))
    try? handle?.seek(toOffset: start)
    let text = ((try? handle?.readToEnd()) ?? nil).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let last = text.split(separator: "\n").last.map(String.init) ?? "it ended without a word"
    let sentence = last.hasPrefix("veilcam-ledger: ") ? String(last.dropFirst(16)) : last
    let code: LedgerError.Code = sentence.contains("is in use by process") ? .inUse : .ended
    return LedgerError(code, "the embedded ledger did not start: \(sentence)")
  }
}
