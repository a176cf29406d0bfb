internal import Foundation

/// The cloud's process, and what the system says of it.
final class CloudProcess: Sendable {
  let address: String
  let port: UInt16
  private let identifier: pid_t
  private let process: Process
  private let input = Pipe()

  init(folder: String) throws {
    process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["serve", folder]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    identifier = process.processIdentifier
    var line = [UInt8]()
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
    address = String(decoding: line, as: UTF8.self)
    guard let text = address.split(separator: ":").last, let port = UInt16(text) else {
      throw BenchError("the cloud did not start")
    }
    self.port = port
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Sets the peak back to what is in use now.
  func resetPeak() throws {
    try "5".write(toFile: "/proc/\(identifier)/clear_refs", atomically: false, encoding: .utf8)
  }

  /// Seconds of processor time that it has used.
  func processorSeconds() throws -> Double {
    let text = try String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
    // Behind the name in brackets, which may hold anything, come state and numbers; 12 and 13 of them are the times.
    let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst().map(String.init)
    guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchError("the system does not say how much processor time the cloud uses")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The most memory since ``resetPeak()``, in MB (10⁶ bytes).
  func peakMegabytes() throws -> Double { try status("VmHWM") }

  func residentMegabytes() throws -> Double { try status("VmRSS") }

  private func status(_ name: String) throws -> Double {
    let text = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    guard let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first, let kibibytes = Double(number)
    else { throw BenchError("the system does not say how much memory the cloud uses") }
    return kibibytes * 1_024 / 1e6
  }
}
