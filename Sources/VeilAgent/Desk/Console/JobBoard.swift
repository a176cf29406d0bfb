/// Work that takes longer than a page: one job for each subject, whose state can be asked for until it is read.
package actor JobBoard {
  /// Where a job is.
  package struct State: Sendable, Hashable, Codable {
    package var text: String
    package var done = 0
    package var total = 0
    package var isEnded = false
  }

  private var states: [String: State] = [:]

  package init() {}

  /// Starts work unless some is under way for the same subject.
  package func start(
    _ subject: String, text: String,
    work: @escaping @Sendable (_ report: @escaping @Sendable (String, Int, Int) -> Void) async -> Void
  ) {
    guard states[subject].map(\.isEnded) ?? true else { return }
    states[subject] = State(text: text)
    Task {
      await work { [weak self] text, done, total in
        Task { await self?.report(subject, text, done, total) }
      }
      end(subject)
    }
  }

  package func state(_ subject: String) -> State? { states[subject] }

  /// Whether work is under way.
  package func isBusy(_ subject: String) -> Bool { states[subject].map { !$0.isEnded } ?? false }

  private func report(_ subject: String, _ text: String, _ done: Int, _ total: Int) {
    guard states[subject]?.isEnded == false else { return }
    states[subject] = State(text: text, done: done, total: total)
  }

  private func end(_ subject: String) {
    states[subject]?.isEnded = true
  }
}
