import ArgumentParser
import VeilAgent
import VeilEvidence

/// `veilcam request`: ask an owner for a film.
struct RequestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Ask for a film, with a reward.",
    discussion: """
      Makes a request contract with a key of its own, and pays the reward in. It comes back if the owner does not answer,
      denies, or sends something provably wrong. `veilcam search` finds evidence.

      Examples:
        veilcam request 0x5FbDB2315678afecb367f032d93F642f64180aa3 --reward 0.01
        veilcam request 0x5FbDB2315678afecb367f032d93F642f64180aa3 --rendition original --reason "court order 12/26"
      """)

  @Argument(help: ArgumentHelp("Address of the evidence contract.", valueName: "evidence")) var evidence: String
  @Option(help: "Which film: protected, or original, which needs a reason.") var rendition = "protected"
  @Option(help: ArgumentHelp("In ETH, or “1000 wei”; the least by default.", valueName: "sum")) var reward: String?
  @Option(help: ArgumentHelp("For the owner; everybody can read it.", valueName: "text")) var reason = ""
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    _ = try RequestArgument.address(evidence, "evidence contract")
    guard ["protected", "original"].contains(rendition) else {
      throw ValidationError("--rendition is protected or original")
    }
  }

  func run() async throws {
    let session = try await DeskSession(options)
    let made = try await session.requester.request(
      try RequestArgument.address(evidence, "evidence contract"), rendition: try Rendition(name: rendition),
      reward: try reward.map { try EtherAmount.parse($0) }, reason: reason)
    let tracked = try await session.requester.tracked(made.address)
    try Output.print([RequestRow(tracked, now: DeskSession.now())], json: json)
  }
}
