import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilLedger
import VeilTesting

/// The finished `veilcam cloud serve` as a process over the embedded ledger. A test may end it like a loss of power and
/// start it again on the same folder.
final class LiveCloud: Sendable {
  let live: LiveLedger
  let folder: TemporaryFolder
  private let arguments: [String]
  private let process = Mutex<Process?>(nil)
  private let place = Mutex("")

  /// - Parameter arguments: of `cloud serve`, beside the folder, the keys and the ledger.
  init(_ arguments: [String] = []) async throws {
    live = try await LiveLedger.shared.value
    folder = try TemporaryFolder()
    self.arguments = arguments
    let password = try SecretBytes(copying: Array("live".utf8))
    _ = try folder.write(Array("live\n".utf8), to: "password")
    for (name, key) in [("cloud", live.cloud), ("relayer", live.relayer)] {
      try Keystore(key, password: password, cost: .scrypt(n: 1_024, r: 8, p: 1)).write(to: folder.path(name))
    }
    try live.ledger.description.write(to: folder.path("ledger.json"))
    try start()
  }

  deinit { process.withLock { $0 }.map { _ = kill($0.processIdentifier, SIGKILL) } }

  var address: String { place.withLock { $0 } }

  /// A client that repeats nothing.
  var client: CloudClient {
    get throws {
      CloudClient(
        transport: try HTTPCloudTransport(address: address, patience: 30), cloud: live.cloud.address, retries: .never)
    }
  }

  /// Starts it, and waits until it listens.
  func start() throws {
    let process = Process()
    process.executableURL = URL(filePath: CommandRun.veilcam)
    process.arguments =
      [
        "cloud", "serve", "--data", folder.path("data"), "--ledger", live.endpoint.url.absoluteString,
        "--ledger-description", folder.path("ledger.json"), "--key", folder.path("cloud"), "--relayer-key",
        folder.path("relayer"), "--password-file", folder.path("password"), "--port", "0",
      ] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = [UInt8]()
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    place.withLock { $0 = words.last.map(String.init) ?? "" }
    self.process.withLock { $0 = process }
    try #require(address.hasPrefix("http"), "veilcam cloud serve did not start")
  }

  /// Ends it as a loss of power would.
  func kill9() { end(SIGKILL) }

  /// Asks it to end.
  func terminate() { process.withLock { $0 }.map { _ = kill($0.processIdentifier, SIGTERM) } }

  /// Waits until it has ended.
  /// - Returns: its exit status.
  func status() async -> Int32? {
    guard let process = process.withLock({ $0 }) else { return nil }
    while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }

  private func end(_ signal: Int32) {
    guard let process = process.withLock({ $0 }) else { return }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
  }
}

// MARK: Steps

extension LiveCloud {
  /// An enrolled camera with records that are stored.
  func camera(_ name: String, records: Int) async throws -> Camera {
    var camera = try Camera(name)
    try camera.record(records)
    _ = try await client.enrol(camera.key)
    let reply = try await client.submit(camera.records)
    #expect(reply.items.allSatisfy { $0.state != .refused })
    return camera
  }

  /// An incident of now.
  func incident(_ segments: some Sequence<SegmentCommitment>, byteCount: Int = 3_000) throws -> Incident {
    var incident = try Incident(segments, byteCount: byteCount)
    incident.chainID = live.ledger.description.chainID
    let hour = UInt32(Date().timeIntervalSince1970 / 3_600)
    incident.place = CoarsePlace(row: 1_050, column: 268, bucket: hour)
    return incident
  }

  func submit(_ incident: Incident, by key: SecretKey) async throws -> IncidentReply {
    let (binding, claim) = try incident.signed(by: key, factory: live.ledger.description.evidenceFactory)
    return try await client.submit(binding, claim)
  }

  func upload(_ incident: Incident, by key: SecretKey) async throws {
    for rendition in Rendition.allCases {
      let path = try folder.write(try #require(incident.sealed[rendition]), to: "\(incident.id.value.hex)-\(rendition)")
      _ = try await client.upload(rendition, of: incident.id, file: path, by: key)
    }
    for (index, preview) in incident.previews.enumerated() {
      _ = try await client.uploadPreview(index, of: incident.id, file: preview, by: key)
    }
  }

  /// Waits until an incident is verified, and expects that ledger and index have it once.
  func expectVerifiedOnce(_ incident: Incident) async throws {
    let end = ContinuousClock.now + .seconds(90)
    while try await client.incident(incident.id).state != .verified, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(200))
    }
    let reply = try await client.incident(incident.id)
    #expect(reply.state == .verified)
    #expect(try await live.count(.evidenceCreated, of: incident.id.value) == 1)
    #expect(try await live.count(.evidenceVerified, of: incident.id.value) == 1)
    let hour = UInt64(incident.place.bucket) * 3_600_000
    let found = try await client.search(SearchQuery(from: hour, to: hour, limit: 200))
    #expect(found.items.filter { $0.incident == incident.id.value }.count == 1)
  }
}
