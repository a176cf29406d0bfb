internal import Cryptography
internal import Hummingbird
internal import Logging
internal import ServiceLifecycle
internal import VeilConsole

/// A console on this machine's loopback address, behind a key that only the person who started it has.
struct ConsoleServer {
  let entryKey = Hex.encode(RandomBytes.make(24))
  let bound = BoundPort()
  private let port: Int

  /// - Parameter port: 0 lets the system choose.
  init(port: Int) { self.port = port }

  /// A router with everything that guards a console, and its assets.
  /// - Parameter uploadLimit: the most bytes of a form with files; 0 takes none.
  static func router(
    site: ConsoleSite, entryKey: String, port: BoundPort, explain: @escaping @Sendable (any Error) -> String?,
    assets: [ConsoleAsset] = ConsoleAsset.all, uploadLimit: Int = 0
  ) -> Router<BasicConsoleContext> {
    let router = Router(context: BasicConsoleContext.self)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorPages(site: site, explain: explain))
    router.add(middleware: HostGuard(port: port))
    AssetRoutes(assets).add(to: router)
    router.add(middleware: EntryGuard(key: entryKey))
    router.add(middleware: CSRFGuard(uploadLimit: uploadLimit))
    router.get("/enter") { _, _ in ConsoleSite.redirect(to: "/") }
    return router
  }

  /// Serves until the task is cancelled; then it takes no more connections and answers what is on its way first, for two
  /// seconds at most.
  func run(_ router: Router<BasicConsoleContext>, onReady: @escaping @Sendable (String) -> Void) async throws {
    var logger = Logger(label: "veilcam.console")
    // The server calls connections that end with it errors.
    logger.logLevel = .critical
    let (bound, key) = (bound, entryKey)
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
      onServerRunning: { channel in
        guard let port = channel.localAddress?.port else { return }
        bound.set(port)
        onReady("http://127.0.0.1:\(port)/enter?key=\(key)")
      }, logger: logger)
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    let group = ServiceGroup(configuration: configuration)
    // A connection that was just accepted must not be torn down with the task, or the program ends in the server's trap.
    let serving = Task { try await group.run() }
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      Task { await group.triggerGracefulShutdown() }
    }
  }
}
