import Foundation

/// Reads text in pictures with Debian's `tesseract`, where it is installed.
package struct TextReader: Sendable {
  /// What to say where it is not.
  package static let absence = "tesseract is not installed, so no text was read (Debian: apt-get install tesseract-ocr)"
  private let program: String

  /// Nil if the program is on no folder of the path.
  package init?(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") {
    let places = path.split(separator: ":").map { "\($0)/tesseract" }
    guard let program = places.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
    self.program = program
  }

  /// Letters and digits of a picture, upper case; empty if nothing is read.
  package func text(in file: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [file, "stdout", "--psm", "11"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw EvaluationError(.usage, "\(program) cannot be started; install tesseract-ocr anew")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).uppercased().filter { $0.isLetter || $0.isNumber }
  }
}
