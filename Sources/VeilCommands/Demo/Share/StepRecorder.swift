import Cryptography
import Ethereum
import Foundation
import VeilAgent

/// Collects the steps of a demonstration and shows each when it is done.
actor StepRecorder {
  private(set) var steps: [ShareStep] = []
  private let show: @Sendable (ShareStep, _ isFirstOfAlgorithm: Bool) -> Void
  private let node: EthereumNode

  init(node: EthereumNode, show: @escaping @Sendable (ShareStep, Bool) -> Void) {
    self.node = node
    self.show = show
  }

  func add(
    _ algorithm: Int, _ name: String, _ detail: String = "", hash: String? = nil, gas: UInt64? = nil,
    bytes: Int? = nil, seconds: Double
  ) {
    let step = ShareStep(
      algorithm: algorithm, name: name, hash: hash, gas: gas, bytes: bytes, seconds: seconds, detail: detail)
    let isFirst = steps.last?.algorithm != algorithm
    steps.append(step)
    show(step, isFirst)
  }

  /// A transaction of a desk.
  func add(_ algorithm: Int, _ name: String, _ detail: String, _ receipt: DeskReceipt, seconds: Double) {
    add(
      algorithm, name, detail, hash: receipt.transaction.description, gas: receipt.gasUsed, seconds: seconds)
  }

  /// A transaction that somebody else made; its gas is asked for.
  func add(
    _ algorithm: Int, _ name: String, _ detail: String, transaction: Hash256?, seconds: Double
  ) async throws {
    let receipt = if let transaction { try await node.receipt(of: transaction) } else { Receipt?.none }
    add(
      algorithm, name, detail, hash: transaction?.description, gas: receipt?.gasUsed, seconds: seconds)
  }

  /// What work came to, and how long it took.
  nonisolated static func timed<Value: Sendable>(
    _ work: @Sendable () async throws -> Value
  ) async rethrows -> (Value, Double) {
    let start = ContinuousClock.now
    let value = try await work()
    return (value, (ContinuousClock.now - start) / .seconds(1))
  }
}
