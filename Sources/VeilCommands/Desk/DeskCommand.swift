import ArgumentParser
import Foundation
import VeilAgent

/// `veilcam desk`: the console of owner and requester on this machine.
struct DeskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "Search, request, approve and watch in the browser, with your keys on this machine.",
    discussion: """
      Serves a web console on the loopback address and prints where. The address carries a key: whoever has it can use
      your keys while the desk runs. Opened films and keys do not leave this machine. Ctrl-C ends it.

      Examples:
        veilcam desk --ledger http://127.0.0.1:8545 --cloud http://127.0.0.1:8080
        veilcam desk --owner 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf --notify https://example.org/hook
      """)

  @Option(help: ArgumentHelp("Port; 0 lets the system choose.", valueName: "port")) var port = 8_089
  @Option(help: ArgumentHelp("Folder for opened films; otherwise films in the desk's folder.", valueName: "dir"))
  var films: String?
  @Option(help: ArgumentHelp("Tell this address of new requests for your films.", valueName: "url"))
  var notify: String?
  @OptionGroup(title: "Desk") var options: DeskOptions

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
  }

  func run() async throws {
    let session = try await DeskSession(options)
    let services = DeskServices(
      ledger: session.ledger, cloud: session.cloud, cloudAudit: session.cloud, requester: session.requester,
      owner: session.owner,
      ownerStore: session.store, wallet: session.account, films: films ?? options.statePath + "/films",
      now: DeskSession.now)
    let webhook = try notify.map { try Webhook(address: $0) }
    try await ConsoleRun.serving {
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await DeskConsole.serve(services, port: port, version: Version.tool) { ConsoleRun.announce($0) }
        }
        if let webhook { group.addTask { await Self.watch(session.owner, webhook) } }
        try await group.waitForAll()
      }
    }
  }

  /// Looks for new requests every ten seconds. A webhook that fails is tried again with the next look.
  private static func watch(_ owner: Owner, _ webhook: Webhook) async {
    while !Task.isCancelled {
      do {
        _ = try await owner.notify(webhook)
      } catch {
        FileHandle.standardError.write(Data("webhook: \(error)\n".utf8))
      }
      try? await Task.sleep(for: .seconds(10))
    }
  }
}
