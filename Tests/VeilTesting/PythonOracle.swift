package import Foundation
package import Testing

/// Runs Python with NumPy and OpenCV, which `Scripts/setup --test` installs, to compare results with.
package struct PythonOracle: Sendable {
  /// The interpreter in `Vendor/python`, or nil if it is not installed.
  package static let interpreter: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = root.appending(path: "Vendor/python/bin/python")
    return FileManager.default.isExecutableFile(atPath: python.path) ? python : nil
  }()

  /// For `.enabled(if:_:)`.
  package static var isAvailable: Bool { interpreter != nil }

  /// The reason to give when it is not.
  package static let hint: Comment = "needs Vendor/python with NumPy and OpenCV: run Scripts/setup --test"

  /// Why no answer came.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs a script with a folder as its only argument, into which the files have been written, and returns what
  /// the script has left in the named ones.
  package static func run(_ script: String, files: [String: Data], results: [String]) throws -> [Data] {
    guard let interpreter else { throw Failure(description: "Vendor/python is not installed") }
    let folder = FileManager.default.temporaryDirectory.appending(path: "veil-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appending(path: name)) }
    let process = Process()
    process.executableURL = interpreter
    process.arguments = ["-c", script, folder.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "the Python script ended with \(process.terminationStatus)")
    }
    return try results.map { try Data(contentsOf: folder.appending(path: $0)) }
  }
}
