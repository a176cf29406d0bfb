import Cryptography
import Foundation
import VeilMedia
import VeilRegistry
import VeilTesting
import VeilVision

@testable import VeilAgent

/// A registry in memory with a manager's console.
struct RegistryDeskWorld {
  static let now: UInt64 = 1_800_000_000
  /// Where the detector of these tests finds a face.
  static let face = Box(x: 100, y: 60, width: 120, height: 160)

  let folder: TemporaryFolder
  let keys: ManagerKeys
  let second: ManagerKeys
  let store: RegistryStore
  let ledger: FakeRegistryLedger
  let registry: Registry

  static func make(_ options: RegistryOptions = RegistryOptions()) async throws -> RegistryDeskWorld {
    let keys = try ManagerKeys(seed: try SecretKey.generate())
    let second = try ManagerKeys(seed: try SecretKey.generate())
    let (store, ledger) = (try RegistryStore(), FakeRegistryLedger(keys.identity, second.identity))
    let registry = try await Registry.create(
      store, options: options, ledger: ledger, manager: keys, now: { Self.now })
    return RegistryDeskWorld(
      folder: try TemporaryFolder(), keys: keys, second: second, store: store, ledger: ledger, registry: registry)
  }

  func services(
    of manager: ManagerKeys? = nil, faces: [Box] = [Self.face],
    photograph: (@Sendable (String) async throws -> FaceEmbedding)? = nil
  ) -> RegistryDeskServices {
    let (store, ledger, keys) = (store, ledger, manager ?? keys)
    return RegistryDeskServices(
      manager: keys.account.address,
      faces: { _ in faces.map { Detection(category: .face, confidence: 0.9, box: $0) } }, photograph: photograph,
      now: { Self.now },
      open: { try await Registry.open(store, ledger: ledger, manager: keys, now: { Self.now }) })
  }

  /// Serves the console while a test visits it.
  func visit(
    _ services: RegistryDeskServices? = nil, _ body: (inout ConsoleVisit) async throws -> Void
  ) async throws {
    let services = services ?? self.services()
    try await ConsoleVisit.during(
      { ready in try await RegistryDesk.serve(services, port: 0, version: "test", onReady: ready) },
      { visit in
        try await visit.enter()
        try await body(&visit)
      })
  }

  var lines: [AuditLine] { get throws { try store.auditLines() } }

  /// A grey picture of noise.
  func picture(width: Int = 320, height: Int = 280) async throws -> [UInt8] {
    var canvas = try FrameCanvas(
      try PictureFormat(width: width, height: height, pixelFormatName: "gray"),
      at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 1)))
    try canvas.withPlane(0, as: UInt8.self) { plane in
      var state: UInt32 = 7
      for y in 0..<plane.height {
        for x in 0..<plane.width {
          state = state &* 1_664_525 &+ 1_013_904_223
          plane.row(y)[x] = UInt8(state >> 24)
        }
      }
    }
    let path = folder.path("picture.png")
    try? FileManager.default.removeItem(atPath: path)
    try await StillImage.write(try canvas.finish(), to: path, reading: []).commit()
    return Array(try Data(contentsOf: URL(filePath: path)))
  }
}
