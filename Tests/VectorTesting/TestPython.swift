internal import Foundation

/// The Python whose packages are the oracles of live tests: `VEILCAM_TEST_PYTHON`, or `Vendor/python` of the checkout.
package enum TestPython {
  /// The interpreter, or nil where there is none.
  package static let path: String? = {
    if let named = ProcessInfo.processInfo.environment["VEILCAM_TEST_PYTHON"], !named.isEmpty { return named }
    let own = Vectors.checkout.appending(path: "Vendor/python/bin/python").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : nil
  }()

  /// Whether the interpreter is there and can import a module.
  package static func has(_ module: String) -> Bool {
    (try? run(["-c", "import \(module)"])) == 0
  }

  /// What skipped tests say.
  package static let absence = "no Python with the test packages: set VEILCAM_TEST_PYTHON or make Vendor/python"

  /// Runs a script of `Tests/Oracles` on a value and returns its answer; both travel as JSON files.
  package static func ask<Question: Encodable, Answer: Decodable>(
    _ script: String, _ question: Question, for answer: Answer.Type = Answer.self
  ) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "question.json"), folder.appending(path: "answer.json"))
    try JSONEncoder().encode(question).write(to: input)
    let status = try run([
      Vectors.checkout.appending(path: "Tests/Oracles/\(script)").path, input.path, output.path,
    ])
    guard status == 0 else { throw OracleFailed(script: script, status: status) }
    return try JSONDecoder().decode(Answer.self, from: try Data(contentsOf: output))
  }

  private struct OracleFailed: Error {
    let script: String
    let status: Int32
  }

  private static func run(_ arguments: [String]) throws -> Int32 {
    guard let path else { return -1 }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
