internal import Cryptography
internal import Logging
internal import VeilCloudAPI

/// The cloud's services over one store.
struct CloudServices: Sendable {
  private static let housekeeping: Duration = .seconds(15)

  let store: any Store
  let blobs: any BlobStore
  let chain: any EvidenceChainPort
  let metrics = Metrics()
  let code: GrantCode
  let recordLog: LogKeeper
  let auditKeeper: LogKeeper
  let audit: AuditLog
  let devices: DeviceService
  let records: RecordService
  let incidents: IncidentService
  let uploads: UploadService
  let verifier: Verifier
  let search: SearchService
  let grants: GrantService
  let anchors: AnchorService
  let learning: LearningService
  let housekeeper: Housekeeper
  let watch: LedgerWatch
  private let logger: Logger

  init(
    _ configuration: CloudConfiguration, chain: any EvidenceChainPort, store: any Store, blobs: any BlobStore,
    attestation: any AttestationVerifying, logger: Logger
  ) async throws {
    let (clock, limits, key) = (configuration.clock, configuration.limits, configuration.key)
    self.store = store
    self.blobs = blobs
    self.chain = chain
    self.logger = logger
    watch = LedgerWatch(chain: chain, metrics: metrics)
    code = GrantCode(key)
    recordLog = try await LogKeeper(.records, key: key) { try await store.recordEntries(from: $0, count: $1) }
    auditKeeper = try await LogKeeper(.audit, key: key) { first, count in
      try await store.auditEntries(from: first, count: count).map(\.entry)
    }
    audit = AuditLog(store: store, keeper: auditKeeper, clock: clock)
    devices = DeviceService(store: store, attestation: attestation, audit: audit, clock: clock)
    records = RecordService(store: store, keeper: recordLog, audit: audit, clock: clock, metrics: metrics)
    let check = IncidentCheck(store: store, terms: chain.terms, clock: clock, recordDelay: limits.recordDelay)
    incidents = IncidentService(store: store, check: check, chain: chain, audit: audit, clock: clock)
    uploads = UploadService(store: store, blobs: blobs, devices: devices, audit: audit, limits: limits)
    verifier = Verifier(store: store, blobs: blobs, check: check, chain: chain, audit: audit, metrics: metrics)
    search = SearchService(store: store, audit: audit)
    grants = GrantService(
      store: store, blobs: blobs, chain: chain, code: code, audit: audit, clock: clock, lifetime: limits.grantLifetime)
    anchors = AnchorService(
      keepers: [recordLog, auditKeeper], store: store, chain: chain, audit: audit, clock: clock,
      interval: limits.anchorInterval)
    learning = LearningService(store: store, chain: chain, folder: configuration.folder)
    housekeeper = Housekeeper(
      store: store, blobs: blobs, incidents: incidents, verifier: verifier, anchors: anchors, audit: audit,
      clock: clock, limits: limits, logger: logger)
  }

  /// Follows the ledger; while it cannot be reached it is asked again.
  func follow() async throws {
    let follower = ChainFollower(store: store, verifier: verifier, audit: audit)
    while !Task.isCancelled {
      do {
        try await chain.follow { try await follower.handle($0) }
      } catch let error as CloudError {
        logger.warning("the ledger is not followed now", metadata: ["reason": "\(error.code.rawValue)"])
      }
      try await Task.sleep(for: Self.housekeeping)
    }
  }

  func keepHouse() async throws {
    while true {
      await housekeeper.run()
      metrics.set("veilcam_record_log_size", to: await recordLog.size)
      metrics.set("veilcam_audit_log_size", to: await auditKeeper.size)
      try await Task.sleep(for: Self.housekeeping)
    }
  }
}
