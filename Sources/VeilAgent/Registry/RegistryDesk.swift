internal import Hummingbird
internal import VeilConsole

/// The risk registry as a web console on loopback: search, enrol, records, audit, and a picture at all grades. Nobody but
/// the manager who started it gets in, and no other site can make it do anything.
package struct RegistryDesk: Sendable {
  /// The most bytes of a form: photographs come with it.
  static let uploadLimit = 48 << 20

  private let services: RegistryDeskServices
  private let version: String

  init(_ services: RegistryDeskServices, version: String) {
    self.services = services
    self.version = version
  }

  func router(entryKey: String, port: BoundPort) throws -> Router<BasicConsoleContext> {
    let site = try ConsoleSite(
      place: "Registry",
      navigation: [
        NavigationItem("Search", path: "/search"), NavigationItem("Enrol", path: "/enrol"),
        NavigationItem("Grades", path: "/grades"), NavigationItem("Agreements", path: "/agreements"),
        NavigationItem("Audit", path: "/audit"),
      ], footer: "Runs on this machine. Keys and opened records stay here.", version: version)
    let router = ConsoleServer.router(
      site: site, entryKey: entryKey, port: port, explain: RegistryPages.explain, uploadLimit: Self.uploadLimit)
    let pages = RegistryPages(services: services, site: site)
    RegistrySearchPages(pages: pages).add(to: router)
    RegistryEnrolPages(pages: pages).add(to: router)
    RegistryRecordPages(pages: pages).add(to: router)
    RegistryGradePages(pages: pages).add(to: router)
    RegistryAgreementPages(pages: pages).add(to: router)
    RegistryAuditPages(pages: pages).add(to: router)
    return router
  }

  /// Serves until the task is cancelled.
  /// - Parameter onReady: told the address to open, key included.
  package static func serve(
    _ services: RegistryDeskServices, port: Int, version: String, onReady: @escaping @Sendable (String) -> Void
  ) async throws {
    let server = ConsoleServer(port: port)
    let router = try RegistryDesk(services, version: version).router(entryKey: server.entryKey, port: server.bound)
    try await server.run(router, onReady: onReady)
  }
}
