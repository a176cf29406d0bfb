internal import Ethereum
internal import Foundation

/// The embedded ledger: starts its process, starts it again when it ends or no longer answers, and stops it.
package actor LedgerProcess {
  /// What is served, and how.
  package struct Settings: Sendable, Hashable {
    /// The folder of the chain; made if it is missing.
    package var folder: String
    /// 0 lets the system choose; a restart keeps what was chosen.
    package var port: Int
    /// The number of a new chain; nil for the default.
    package var chainID: UInt64?
    /// A file with the accounts of a new chain; nil makes ten development accounts.
    package var genesis: String?
    /// Turns the clock's and the chain's methods for tests on.
    package var allowsTestMethods: Bool
    /// How often it is asked whether it still answers.
    package var healthInterval: Duration
    /// The first wait before a restart; it doubles up to ten seconds.
    package var firstDelay: Duration

    package init(
      folder: String, port: Int = 0, chainID: UInt64? = nil, genesis: String? = nil, allowsTestMethods: Bool = false,
      healthInterval: Duration = .seconds(10), firstDelay: Duration = .milliseconds(200)
    ) {
      self.folder = folder
      self.port = port
      self.chainID = chainID
      self.genesis = genesis
      self.allowsTestMethods = allowsTestMethods
      self.healthInterval = healthInterval
      self.firstDelay = firstDelay
    }
  }

  private static let look = Duration.milliseconds(50)
  private static let maximumDelay = Duration.seconds(10)
  private static let maximumSilences = 3

  private let settings: Settings
  private let installation: LedgerInstallation
  private let clock: any Clock<Duration>
  private var child: LedgerChild?
  private var supervisor: Task<Void, Never>?
  /// How often the process was started again.
  package private(set) var restarts = 0

  package init(
    _ settings: Settings, installation: LedgerInstallation? = nil, clock: any Clock<Duration> = ContinuousClock()
  ) throws {
    self.settings = settings
    self.installation = try installation ?? LedgerInstallation.find()
    self.clock = clock
  }

  /// Where it answers; nil before the start and while it is being started again.
  package var endpoint: LedgerEndpoint? { child.flatMap { $0.isRunning ? $0.endpoint : nil } }

  /// Starts the ledger and looks after it from then on.
  /// - Throws: ``LedgerError`` with `inUse`, `ended`, `missing`, `notWritable`.
  @discardableResult
  package func start() async throws -> LedgerEndpoint {
    if let endpoint { return endpoint }
    let first = try await LedgerChild.launch(installation, settings, port: settings.port)
    child = first
    supervisor = Task { [weak self] in await self?.supervise() }
    return first.endpoint
  }

  /// Ends the ledger; what it has answered is on the disk.
  package func stop() async {
    supervisor?.cancel()
    supervisor = nil
    guard let child else { return }
    self.child = nil
    child.end()
    for _ in 0..<100 where child.isRunning { try? await clock.sleep(for: Self.look) }
    if child.isRunning { child.kill() }
  }

  /// Ends the process as a loss of power would; it is started again. For tests.
  package func kill() { child?.kill() }

  private func supervise() async {
    var silences = 0
    var untilHealth = settings.healthInterval
    while !Task.isCancelled, let current = child {
      try? await clock.sleep(for: Self.look)
      untilHealth -= Self.look
      if current.isRunning, untilHealth <= .zero {
        untilHealth = settings.healthInterval
        silences = await answers(current) ? 0 : silences + 1
        if silences >= Self.maximumSilences { current.kill() }
      }
      if !current.isRunning, !Task.isCancelled {
        silences = 0
        await restart(port: current.endpoint.url.port ?? settings.port)
      }
    }
  }

  private func answers(_ child: LedgerChild) async -> Bool {
    (try? await child.endpoint.node(retries: .never).chainID()) != nil
  }

  /// Starts the process at the same port again, waiting longer after each failure.
  private func restart(port: Int) async {
    var delay = settings.firstDelay
    while !Task.isCancelled {
      try? await clock.sleep(for: delay)
      if Task.isCancelled { return }
      if let next = try? await LedgerChild.launch(installation, settings, port: port) {
        if Task.isCancelled { return next.end() }
        child = next
        restarts += 1
        return
      }
      delay = min(delay * 2, Self.maximumDelay)
    }
  }
}
