import ArgumentParser
import VeilAgent

/// `veilcam requests`: what was asked for, by this desk and of it.
struct RequestsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests",
    abstract: "List your requests, or with --incoming those for your films.",
    discussion: """
      Incoming requests are found by reading all requests on the ledger and sorting them here, so that nobody learns which
      films are yours. --notify tells a webhook of those it was not told of.

      Examples:
        veilcam requests
        veilcam requests --incoming --owner 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf
        veilcam requests --incoming --owner 0x7E5F… --notify https://example.org/hook
      """)

  @Flag(help: "Requests for films of the owner's seed.") var incoming = false
  @Option(help: ArgumentHelp("Tell this address of new incoming requests.", valueName: "url")) var notify: String?
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    if incoming || notify != nil, options.owner == nil {
      throw ValidationError("incoming requests need the owner's seed: name it with --owner")
    }
  }

  func run() async throws {
    let session = try await DeskSession(options)
    if let notify { _ = try await session.owner.notify(try Webhook(address: notify)) }
    let now = DeskSession.now()
    if incoming {
      try Output.print(try await session.owner.inbox().map { InboxRow($0, now: now) }, json: json)
    } else {
      try Output.print(try await session.requester.requests().map { RequestRow($0, now: now) }, json: json)
    }
  }
}
