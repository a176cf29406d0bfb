import Ethereum
import Foundation
import Testing
import VectorTesting

/// eth-account of PyPI, another implementation to compare with.
enum EthAccount {
  static let isPresent = TestPython.has("eth_account")

  /// The answers to tasks, in their order.
  static func ask(_ tasks: [JSON]) throws -> [JSON] {
    let python = try #require(TestPython.path)
    let script = Vectors.checkout.appending(path: "Tests/Oracles/eth_account_oracle.py").path
    let output = try Subprocess.run(python, [script], input: JSON.array(tasks).text)
    let answers = try #require(JSON(parsing: output).array)
    try #require(answers.count == tasks.count)
    return try zip(answers, tasks).map { answer, task in
      try #require(answer["answer"], "eth-account failed: \(answer.text) for \(task.text.prefix(600))")
    }
  }
}
