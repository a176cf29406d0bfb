import ArgumentParser
import Cryptography
import VeilAgent

/// `veilcam withdraw`: take out what a request owes.
struct WithdrawCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take out what a request owes you, as requester or as owner.",
    discussion: """
      As owner (--owner) name where the money goes with --to: best an address that is used for this incident only, since
      everybody can see it. --settle first ends a request whose requester let the time for disputes pass.

      Examples:
        veilcam withdraw 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512
        veilcam withdraw 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --owner 0x7E5F… --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
      """)

  @OptionGroup var target: RequestArgument
  @Option(help: ArgumentHelp("Where the money goes.", valueName: "address")) var to: String?
  @Flag(help: "As owner, pay to an address to which another incident was paid, which links the two for everybody.")
  var acceptLink = false
  @Flag(help: "As owner, end the request first; its time must be over.") var settle = false
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    if let to { _ = try RequestArgument.address(to, "address") }
    if options.owner != nil, to == nil { throw ValidationError("name where the money goes with --to") }
    if settle, options.owner == nil { throw ValidationError("--settle is the owner's; name the seed with --owner") }
  }

  func run() async throws {
    let session = try await DeskSession(options)
    let (address, payout) = (try target.address, try to.map { try RequestArgument.address($0, "address") })
    var rows: [ReceiptRow] = []
    if settle { rows.append(ReceiptRow("settle", address, try await session.owner.settle(address))) }
    if let payout, options.owner != nil {
      rows.append(
        ReceiptRow("withdraw", address, try await session.owner.withdraw(address, to: payout, acceptsLink: acceptLink)))
    } else {
      rows.append(ReceiptRow("withdraw", address, try await session.requester.withdraw(address, to: payout)))
    }
    try Output.print(rows, json: json)
  }
}
