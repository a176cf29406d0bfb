internal import Hummingbird
internal import VeilConsole

/// The desk as a web console on loopback: search, evidence, requests, inbox, ledger and audit. Nobody but the person who
/// started it gets in, and no other site can make it do anything.
package struct DeskConsole: Sendable {
  private let services: DeskServices
  private let entryKey: String
  private let port: BoundPort
  private let version: String

  /// - Parameters:
  ///   - entryKey: the secret part of the address that the person opens; see ``ConsoleServer``.
  ///   - port: set when the server listens.
  init(services: DeskServices, entryKey: String, port: BoundPort, version: String) {
    self.services = services
    self.entryKey = entryKey
    self.port = port
    self.version = version
  }

  func router() throws -> Router<BasicConsoleContext> {
    let site = try ConsoleSite(
      place: "Desk",
      navigation: [
        NavigationItem("Search", path: "/search"), NavigationItem("Requests", path: "/requests"),
        NavigationItem("Inbox", path: "/inbox"), NavigationItem("Ledger", path: "/ledger"),
        NavigationItem("Audit", path: "/audit"),
      ], footer: "Runs on this machine. Keys and opened films stay here.", version: version)
    let router = ConsoleServer.router(site: site, entryKey: entryKey, port: port, explain: DeskPages.explain)
    let pages = DeskPages(services: services, site: site)
    SearchPages(pages: pages).add(to: router)
    RequestPages(pages: pages).add(to: router)
    InboxPages(pages: pages).add(to: router)
    LedgerPages(pages: pages).add(to: router)
    AuditPages(pages: pages).add(to: router)
    return router
  }
}

extension DeskConsole {
  /// Serves until the task is cancelled.
  /// - Parameter onReady: told the address to open, key included.
  package static func serve(
    _ services: DeskServices, port: Int, version: String, onReady: @escaping @Sendable (String) -> Void
  ) async throws {
    let server = ConsoleServer(port: port)
    let console = DeskConsole(services: services, entryKey: server.entryKey, port: server.bound, version: version)
    try await server.run(try console.router(), onReady: onReady)
  }
}
