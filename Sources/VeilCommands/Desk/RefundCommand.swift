import ArgumentParser
import VeilAgent

/// `veilcam refund`: take a request back.
struct RefundCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refund",
    abstract: "Take a request back that the owner has not answered.",
    discussion: """
      The reward is then yours to withdraw. After the approval a request cannot be taken back.

      Example:
        veilcam refund 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512
      """)

  @OptionGroup var target: RequestArgument
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let receipt = try await DeskSession(options).requester.refund(try target.address)
    try Output.print([ReceiptRow("cancel", try target.address, receipt)], json: json)
  }
}
