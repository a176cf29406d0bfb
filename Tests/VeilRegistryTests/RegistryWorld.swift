import Cryptography
import Synchronization
import VeilRegistry

/// A registry on a ledger in memory, with one manager and a clock that tests set.
final class RegistryWorld: Sendable {
  static let start: UInt64 = 1_800_000_000

  let keys: ManagerKeys
  let ledger: FakeLedger
  let store: RegistryStore
  let registry: Registry

  var purpose: AuditPurpose { get throws { try AuditPurpose(reason: "hit and run on the A9", caseNumber: "26-0417") } }

  init(store: RegistryStore? = nil, options: RegistryOptions = RegistryOptions()) async throws {
    keys = try ManagerKeys(seed: try SecretKey.generate())
    ledger = FakeLedger(keys.identity)
    self.store = try store ?? RegistryStore()
    let clock = Clock()
    self.clock = clock
    registry = try await Registry.create(
      self.store, options: options, ledger: ledger, manager: keys, now: { clock.now })
  }

  /// Seconds since 1970 as the registry sees them.
  final class Clock: Sendable {
    private let time = Mutex(RegistryWorld.start)
    var now: UInt64 {
      get { time.withLock { $0 } }
      set { time.withLock { $0 = newValue } }
    }
  }

  let clock: Clock

  func reopened(_ keys: ManagerKeys? = nil) async throws -> Registry {
    let clock = clock
    return try await Registry.open(store, ledger: ledger, manager: keys ?? self.keys, now: { clock.now })
  }

  func assessment(
    risk: Double = 80, isSuspect: Bool = true, days: UInt64 = 30
  ) throws -> Assessment {
    try Assessment(
      risk: try Risk(risk), isSuspect: isSuspect, setBy: keys.account.address, setAt: clock.now,
      expiresAt: clock.now + days * 86_400)
  }

  func person(
    _ name: String = "김민준", born: String = "1990-05-01", plate: String = "12가 3456", faces: [FaceEmbedding] = []
  ) throws -> SubjectRecord {
    try SubjectRecord(
      attributes: [
        try Attribute(.name, name), try Attribute(.birthDate, born), try Attribute(.plate, plate),
      ], assessment: try assessment(), faces: faces)
  }
}
