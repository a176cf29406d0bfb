import Foundation
import Testing

/// Programs that tests compare with.
enum Subprocess {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program to its end and returns what it printed.
  static func run(_ program: String, _ arguments: [String], input: String = "") throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let (entry, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = entry
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Input and errors are small enough for the pipes; only the output is read while the program runs.
    entry.fileHandleForWriting.write(Data(input.utf8))
    try entry.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      throw Failure(description: "\(program) failed: \(text)")
    }
    return Array(bytes)
  }
}
