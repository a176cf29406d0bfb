internal import Cryptography
internal import Synchronization
internal import VeilCloudAPI

/// Asks the ledger from time to time, so that whoever watches the cloud learns that it waits for the ledger, and asking for
/// its health costs the ledger nothing.
final class LedgerWatch: Sendable {
  private static let interval: Duration = .seconds(5)

  private let chain: any EvidenceChainPort
  private let metrics: Metrics
  private let found = Mutex(HealthReply.Ledger.unknown)

  init(chain: any EvidenceChainPort, metrics: Metrics) {
    self.chain = chain
    self.metrics = metrics
  }

  /// What the last question has found.
  var state: HealthReply.Ledger { found.withLock { $0 } }

  /// Asks until the task is cancelled.
  func run() async throws {
    while true {
      await ask()
      try await Task.sleep(for: Self.interval)
    }
  }

  /// There is no contract at address zero, and only a ledger that answers says so.
  private func ask() async {
    var state = HealthReply.Ledger.unreachable
    do {
      _ = try await chain.evidence(at: .zero)
      state = .reached
    } catch {
      // Whatever went wrong, the ledger gave no answer.
    }
    found.withLock { [state] in $0 = state }
    metrics.set("veilcam_ledger_reached", to: state == .reached ? 1 : 0)
  }
}
