internal import Cryptography
package import Hummingbird
internal import VeilCloudAPI
internal import VeilConsole

extension CloudServer {
  /// All routes: the API, and the pages.
  package func router() throws -> Router<CloudContext> {
    try router(allowed: AllowedMethods(router(allowed: AllowedMethods()).routes))
  }

  /// - Parameter allowed: what the routes take, for answers to requests that take something else.
  private func router(allowed: AllowedMethods) throws -> Router<CloudContext> {
    let (limits, clock) = (configuration.limits, configuration.clock)
    let router = Router(context: CloudContext.self)
    router.add(middleware: SecurityHeaders(isEncrypted: configuration.certificate != nil))
    router.add(middleware: ErrorMiddleware(metrics: services.metrics, clock: clock, allowed: allowed))
    router.add(middleware: RateMiddleware(limiter: RateLimiter(limits.requestRate, clock: clock)))
    let authenticator = Authenticator(
      cloud: configuration.key.address, code: services.code, clock: clock, challengeLifetime: limits.challengeLifetime)
    let bodies = SignedBody(reader: BodyReader(limits: limits), authenticator: authenticator)
    OperationController(
      metrics: services.metrics, chain: services.chain, authenticator: authenticator, watch: services.watch
    ).addRoutes(to: router)
    DeviceController(devices: services.devices, records: services.records, bodies: bodies).addRoutes(to: router)
    let logs = LogController(
      store: services.store, records: services.recordLog, audit: services.auditKeeper, anchors: services.anchors,
      clock: clock)
    logs.addRoutes(to: router)
    let incidents = IncidentController(
      store: services.store, incidents: services.incidents, uploads: services.uploads, verifier: services.verifier,
      bodies: bodies)
    incidents.addRoutes(to: router)
    SearchController(
      store: services.store, blobs: services.blobs, search: services.search, audit: services.audit,
      previewLimiter: RateLimiter(limits.previewRate, clock: clock)
    ).addRoutes(to: router)
    DownloadController(grants: services.grants, bodies: bodies, metrics: services.metrics).addRoutes(to: router)
    LearningController(learning: services.learning, uploads: services.uploads, bodies: bodies).addRoutes(to: router)
    try addPages(to: router, incidents, logs)
    return router
  }

  private func addPages(
    to router: Router<CloudContext>, _ incidents: IncidentController, _ logs: LogController
  ) throws {
    let site = try ConsoleSite(
      place: "cloud", navigation: PageController.navigation,
      footer: "What is shown here is protected; films open only for those whom their owner lets.", version: "")
    AssetRoutes().add(to: router)
    let pages = router.group()
    pages.add(middleware: ErrorPages(site: site) { ($0 as? CloudError)?.message })
    PageController(
      site: site, search: services.search, incidents: incidents, logs: logs, chain: services.chain,
      audit: services.audit, clock: configuration.clock
    ).addRoutes(to: pages)
  }
}
