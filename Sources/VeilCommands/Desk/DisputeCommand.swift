import ArgumentParser
import VeilAgent

/// `veilcam dispute`: prove that what was sent is wrong.
struct DisputeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: "Prove on the ledger that the owner or the camera did wrong.",
    discussion: """
      Decides on this machine which dispute is right: a bad rekey, a key that was not committed to, or a place that
      contradicts the search. Where nothing is provably wrong, nothing is sent, because a proof would give the owner's
      secrets away. `veilcam redeem` disputes by itself.

      Example:
        veilcam dispute 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512
      """)

  @OptionGroup var target: RequestArgument
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let (dispute, receipt) = try await DeskSession(options).requester.dispute(try target.address)
    try Output.print([ReceiptRow("prove \(dispute.kind.rawValue)", try target.address, receipt)], json: json)
  }
}
