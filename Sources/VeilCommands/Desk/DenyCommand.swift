import ArgumentParser
import VeilAgent

/// `veilcam deny`: say no to a request.
struct DenyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny",
    abstract: "Say no to a request for one of your films.",
    discussion: """
      The requester gets the reward back, and nobody sees the film.

      Example:
        veilcam deny 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --owner 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf
      """)

  @OptionGroup var target: RequestArgument
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard options.owner != nil else { throw ValidationError("name the owner's seed with --owner") }
  }

  func run() async throws {
    let receipt = try await DeskSession(options).owner.deny(try target.address)
    try Output.print([ReceiptRow("deny", try target.address, receipt)], json: json)
  }
}
