import ArgumentParser
import Foundation
import VeilAgent

/// `veilcam up`: the whole system on this machine.
struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Run ledger, cloud, a camera and two desks on this machine.",
    discussion: """
      Starts the embedded ledger (or uses another with --ledger), puts the contracts on it, and serves the cloud's pages,
      a camera that watches a folder, and the desks of an owner and of a requester with money to try things out. Prints
      the addresses to open. Everything is kept in the folder and goes on with the next start. Ctrl-C ends it.

      To see an accident shared: copy a film into the recordings folder, set a mark, wait for the camera, and ask for the
      film at the requester's desk.

      The keys lie in the folder in clear text. To run the parts on machines of their own with keystores, see
      docs/operations.md.

      Examples:
        veilcam up
        veilcam dashcam mark --state ~/.local/share/veilcam/up/dashcam
        veilcam up --data trial --publish-delay 30
        veilcam up --data sepolia --ledger https://node.example --confirmations 3
      """)

  @OptionGroup(title: "System") var system: LocalSystemOptions
  @Option(help: "Port of the cloud; 0 lets the system choose.") var cloudPort = 8_080
  @Option(help: "Port of the embedded ledger.") var ledgerPort = 8_545
  @Option(help: "Port of the owner's desk; the requester's is the next one.") var deskPort = 8_089
  @Option(help: ArgumentHelp("Folder that the camera watches; otherwise in --data.", valueName: "dir"))
  var recordings: String?
  @Option(
    help: ArgumentHelp("Publish incidents after a random delay of at most so long.", valueName: "minutes"))
  var publishDelay: Double = 0
  @Option(help: ArgumentHelp("Where the camera is, if it has no receiver.", valueName: "latitude,longitude"))
  var place = "52.5163,13.3777"
  @OptionGroup(title: "What to hide and how") var policy: PolicyOptions
  @OptionGroup(title: "Detection") var detection: DetectionOptions
  @Flag(help: "Print the addresses as one line of JSON.") var json = false

  /// Where everything can be reached.
  private struct Addresses: Encodable {
    let ledger, cloud, ownerDesk, requesterDesk, recordings, camera: String
  }

  func validate() throws {
    for port in [cloudPort, ledgerPort, deskPort] where !(0...65_534).contains(port) {
      throw ValidationError("a port is a number from 0 to 65534")
    }
    do { try cameraSettings().check() } catch let error as AgentError { throw ValidationError(error.message) }
  }

  func run() async throws {
    var settings = try system.settings(folder: Self.standardFolder)
    (settings.cloudPort, settings.ledgerPort) = (cloudPort, ledgerPort)
    let (command, chosen) = (self, settings)
    try await ConsoleRun.serving {
      try await LocalSystem.run(chosen) { try await command.serve($0) }
    }
  }

  private func serve(_ system: LocalSystem) async throws {
    let (owner, requester) = (try await system.ownerDesk(), try await system.requesterDesk())
    let (addresses, continuation) = AsyncStream.makeStream(of: Desk.self)
    let port = deskPort
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        try await DeskConsole.serve(owner, port: port, version: Version.tool) { continuation.yield(.owner($0)) }
      }
      group.addTask {
        try await DeskConsole.serve(requester, port: port == 0 ? 0 : port + 1, version: Version.tool) {
          continuation.yield(.requester($0))
        }
      }
      group.addTask { try await camera(system) }
      group.addTask { await announce(system, addresses) }
      // The announcement ends by itself; everything else lasts until the command is ended.
      try await group.next()
      try await group.next()
    }
  }

  private enum Desk: Sendable { case owner(String), requester(String) }

  private func camera(_ system: LocalSystem) async throws {
    let store = try system.camera()
    let lock = try StateLock(store.folder)
    let folder = recordings ?? system.recordings
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let context = AgentContext(store: store, settings: try cameraSettings(), events: Self.events(json: json))
    let agent = try DashcamAgent(
      context, recordings: RecordingsFolder(path: folder),
      triggers: [MarkTrigger(store.folder), AccelerationTrigger(threshold: 2.5)],
      protector: try CameraProtector.make(policy, detection), cloud: CloudClientLink(try system.cloudClient()))
    try await agent.run()
    withExtendedLifetime(lock) {}
  }

  private func cameraSettings() throws -> AgentSettings {
    try DashcamOptions.parse(["--publish-delay", String(publishDelay), "--place", place]).settings
  }

  private func announce(_ system: LocalSystem, _ desks: AsyncStream<Desk>) async {
    var (owner, requester) = ("", "")
    for await desk in desks {
      switch desk {
      case .owner(let address): owner = address
      case .requester(let address): requester = address
      }
      if !owner.isEmpty, !requester.isEmpty { break }
    }
    guard !Task.isCancelled else { return }
    let addresses = Addresses(
      ledger: system.ledgerAddress.absoluteString, cloud: system.cloudAddress, ownerDesk: owner,
      requesterDesk: requester, recordings: recordings ?? system.recordings, camera: system.cameraFolder)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let line = (try? encoder.encode(addresses)) ?? Data()
      return FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
    ConsoleRun.announce(
      """
      ledger            \(addresses.ledger)
      cloud             \(addresses.cloud)
      owner's desk      \(addresses.ownerDesk)
      requester's desk  \(addresses.requesterDesk)
      recordings        \(addresses.recordings)
      mark an incident  veilcam dashcam mark --state \(addresses.camera)
      """)
  }

  private static func events(json: Bool) -> AgentEventSink {
    if json { return { _ in } }
    return DashcamEvents.sink(json: false)
  }

  private static var standardFolder: String {
    let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    return data + "/veilcam/up"
  }
}
