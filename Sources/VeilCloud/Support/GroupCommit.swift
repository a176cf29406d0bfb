/// Gathers what many requests want to write, so that one transaction serves all that came while the last one ran.
package actor GroupCommit<Item: Sendable, Outcome: Sendable> {
  private struct Waiting {
    let items: [Item]
    let continuation: CheckedContinuation<[Outcome], any Error>?
  }

  private let commit: @Sendable ([Item]) async throws -> [Outcome]
  /// Items of one transaction at most.
  private let limit: Int
  private var waiting: [Waiting] = []
  private var isRunning = false

  /// - Parameter commit: writes items and answers with one outcome for each, in their order. Never runs twice at once.
  package init(limit: Int, _ commit: @escaping @Sendable ([Item]) async throws -> [Outcome]) {
    self.limit = limit
    self.commit = commit
  }

  /// Writes items and waits until they are written.
  package func submit(_ items: [Item]) async throws -> [Outcome] {
    try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(items: items, continuation: continuation))
      start()
    }
  }

  /// Writes items soon, without telling whether it succeeded.
  package func post(_ items: [Item]) {
    waiting.append(Waiting(items: items, continuation: nil))
    start()
  }

  private func start() {
    guard !isRunning else { return }
    isRunning = true
    Task { await drain() }
  }

  private func drain() async {
    while !waiting.isEmpty {
      var group = [Waiting]()
      var count = 0
      while let next = waiting.first, group.isEmpty || count + next.items.count <= limit {
        count += next.items.count
        group.append(waiting.removeFirst())
      }
      await write(group)
    }
    isRunning = false
  }

  private func write(_ group: [Waiting]) async {
    do {
      let outcomes = try await commit(group.flatMap(\.items))
      var start = 0
      for member in group {
        member.continuation?.resume(returning: Array(outcomes[start..<start + member.items.count]))
        start += member.items.count
      }
    } catch {
      for member in group { member.continuation?.resume(throwing: error) }
    }
  }
}
