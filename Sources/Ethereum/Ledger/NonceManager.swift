package import Cryptography

/// Gives out nonces so that no two transactions of an account get the same one and no gap remains, however many tasks
/// send at once.
package actor NonceManager {
  private struct Account {
    /// The next nonce that nobody has had; nil until the node was asked.
    var next: UInt64?
    /// Given back without having been used, lowest first.
    var free: [UInt64] = []
    /// Given out and neither sent nor given back.
    var reserved: Set<UInt64> = []
    /// The question to the node that all wait for.
    var question: Task<UInt64, any Error>?
  }

  private let count: @Sendable (Address) async throws -> UInt64
  private var accounts: [Address: Account] = [:]

  package init(_ node: EthereumNode) {
    count = { try await node.transactionCount(of: $0, at: .pending) }
  }

  /// - Parameter count: how many transactions of an account the node knows, waiting ones included.
  package init(count: @escaping @Sendable (Address) async throws -> UInt64) { self.count = count }

  /// A nonce for one transaction. It must be followed by `sent` or `release`.
  /// - Throws: what the node throws.
  package func reserve(_ address: Address) async throws -> UInt64 {
    while true {
      if let nonce = take(address) {
        accounts[address, default: Account()].reserved.insert(nonce)
        return nonce
      }
      try await ask(address)
    }
  }

  /// The transaction with this nonce is on its way.
  package func sent(_ nonce: UInt64, by address: Address) {
    accounts[address, default: Account()].reserved.remove(nonce)
  }

  /// The transaction with this nonce was not sent; the next one gets it.
  package func release(_ nonce: UInt64, of address: Address) {
    guard accounts[address, default: Account()].reserved.remove(nonce) != nil else { return }
    guard accounts[address]?.next != nil else { return }
    accounts[address]?.free.append(nonce)
    accounts[address]?.free.sort()
  }

  /// Forgets what was counted: the next reservation asks the node. After a refusal for a wrong nonce, and when it is not
  /// known whether a transaction arrived.
  package func resynchronise(_ address: Address) {
    accounts[address, default: Account()].next = nil
    accounts[address]?.free = []
    accounts[address]?.question = nil
  }

  private func take(_ address: Address) -> UInt64? {
    guard var account = accounts[address], let next = account.next else { return nil }
    defer { accounts[address] = account }
    if !account.free.isEmpty { return account.free.removeFirst() }
    account.next = next &+ 1
    return next
  }

  private func ask(_ address: Address) async throws {
    let question = accounts[address]?.question ?? Task { [count] in try await count(address) }
    accounts[address, default: Account()].question = question
    let result = await question.result
    // Another task may have used the same answer, or it is out of date since `resynchronise`.
    guard accounts[address]?.question == question else { return }
    accounts[address]?.question = nil
    let first = try result.get()
    // What is reserved will be sent soon, although the node cannot know of it; what lies between is missing.
    let reserved = (accounts[address]?.reserved ?? []).filter { $0 >= first }
    let end = reserved.max().map { $0 &+ 1 } ?? first
    accounts[address]?.next = end
    // A wide gap means that the answer is wrong; filling it would send thousands of transactions.
    accounts[address]?.free = end - first <= 1_000 ? (first..<end).filter { !reserved.contains($0) } : []
  }
}
