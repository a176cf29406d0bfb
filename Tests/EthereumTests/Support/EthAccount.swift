import Ethereum
import Foundation
import Testing

/// eth-account of PyPI, another implementation to compare with.
enum EthAccount {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  static let python: String = {
    if let path = ProcessInfo.processInfo.environment["VEILCAM_TEST_PYTHON"], !path.isEmpty { return path }
    return folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Vendor/python/bin/python").path
  }()

  static let exists: Bool = {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? Subprocess.run(python, ["-c", "import eth_account"])) != nil
  }()

  static let absence: Comment = "eth-account is not installed for \(python); Scripts/setup --test installs it"

  /// The answers to tasks, in their order.
  static func ask(_ tasks: [JSON]) throws -> [JSON] {
    let script = folder.appendingPathComponent("Oracle/eth_oracle.py").path
    let output = try Subprocess.run(python, [script], input: JSON.array(tasks).text)
    let answers = try #require(JSON(parsing: output).array)
    try #require(answers.count == tasks.count)
    return try zip(answers, tasks).map { answer, task in
      try #require(answer["answer"], "eth-account failed: \(answer.text) for \(task.text.prefix(600))")
    }
  }
}
