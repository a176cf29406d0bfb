import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilEvidence
import VeilLedger
import VeilMedia
import VeilTesting

@testable import VeilCommands

/// Ledger and cloud as processes of their own, a camera and two desks: everything that `veilcam up` joins, with each
/// part to be killed alone.
struct JoinedWorld: Sendable {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let python = root + "/Vendor/ledger-python/bin/python"
  static var isPossible: Bool {
    FFmpegTool.isPresent && FileManager.default.isExecutableFile(atPath: python)
  }

  let folder: TemporaryFolder
  let ledger: ServedProcess
  let cloud: ServedProcess
  let system: LocalSystem
  let start: Int64

  init() async throws {
    folder = try TemporaryFolder()
    let chain = folder.path("ledger")
    ledger = ServedProcess(Self.python, folder: Self.root + "/ledger") { port in
      ["-m", "veilcam_ledger", "--data", chain, "--port", String(port), "--until-input-ends", "--dev"]
    }
    let address = try ledger.start()
    guard let url = URL(string: address) else { throw ServedProcess.DidNotStart(program: address) }
    let node = EthereumNode(RPCClient(transport: URLSessionTransport(url: url)))
    let parties = try LocalParties.open(folder.path("parties.json"), funded: try DevelopmentAccounts.keys(in: chain))
    let description = try await LedgerDeployment(node: node, account: LedgerAccount(parties.cloud)).run(
      cloud: parties.cloud.address, relayer: parties.relayer.address)
    try description.write(to: folder.path("ledger.json"))
    cloud = try await Self.cloud(folder, parties, ledger: address)
    system = LocalSystem(
      settings: .init(folder: folder.url.path), parties: parties, ledgerAddress: url, node: node,
      description: description, cloudAddress: try cloud.start(), deployed: [])
    start = LocalSystem.now() - 60_000
  }

  private static func cloud(
    _ folder: TemporaryFolder, _ parties: LocalParties, ledger: String
  ) async throws -> ServedProcess {
    _ = try folder.write("secret\n".utf8, to: "secret.txt")
    let password = try SecretBytes(copying: Array("secret".utf8))
    for (name, key) in [("cloud", parties.cloud), ("relayer", parties.relayer)] {
      try await KeystoreWorker.shared.make(key, password: password).write(to: folder.path("\(name).json"))
    }
    let path = folder.url.path
    return ServedProcess(CommandRun.veilcam) { port in
      [
        "cloud", "serve", "--data", path + "/cloud", "--ledger", ledger, "--ledger-description", path + "/ledger.json",
        "--key", path + "/cloud.json", "--relayer-key", path + "/relayer.json", "--password-file",
        path + "/secret.txt", "--port", String(port),
      ]
    }
  }

  // MARK: The camera

  /// Lets the camera write a film of four seconds.
  func record() throws {
    try FileManager.default.createDirectory(atPath: system.recordings, withIntermediateDirectories: true)
    let name = RecordingName.make(start: start, number: 1, suffix: "mp4", offset: 0)
    try FFmpegTool.run([
      "-f", "lavfi", "-i", "testsrc2=s=320x180:r=10:d=4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
      "yuv420p", "-g", "10", system.recordings + "/" + name,
    ])
  }

  func mark() throws { try MarkTrigger(try system.camera().folder).mark(at: start + 2_000) }

  /// An agent as after a start.
  func agent(fault: @escaping FaultHook = FaultHooks.none) throws -> DashcamAgent {
    var settings = AgentSettings()
    settings.publishDelay = 0
    settings.place = ShareDemo.place
    let store = try system.camera()
    let context = AgentContext(store: store, settings: settings, fault: fault)
    let client = CloudClient(transport: try HTTPCloudTransport(address: system.cloudAddress), retries: .never)
    return try DashcamAgent(
      context, recordings: RecordingsFolder(path: system.recordings), triggers: [MarkTrigger(store.folder)],
      protector: BoxDetector.protector, cloud: CloudClientLink(client))
  }

  /// The only incident of the camera.
  func incident() throws -> StoredIncident? { try system.camera().incidents().first }

  // MARK: What everybody can see

  /// How many of each kind of event the ledger has.
  func events() async throws -> [LedgerEvent.Kind: Int] {
    let ledger = try await EthereumLedger.connect(to: system.node, description: system.description)
    let events = try await ledger.events(
      Set(LedgerEvent.Kind.allCases), from: 0, through: try await ledger.blockNumber())
    return Dictionary(events.map { ($0.event.kind, 1) }, uniquingKeysWith: +)
  }
}
