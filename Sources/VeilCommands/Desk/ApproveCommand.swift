import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilEvidence

/// `veilcam approve`: give a requester the key to one film.
struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Give a requester the key to one of your films.",
    discussion: """
      Makes a rekey for this requester and this film, and pays the deposit from the incident's fresh account. With --fund
      the account gets what it lacks from --account; what that links is printed, and nothing is sent without --fund.

      The original needs two runs: the first shows the reason and announces it, the second with --confirm-original gives
      the film away. Both are written into the desk's audit log.

      Examples:
        veilcam approve 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --owner 0x7E5F… --fund
        veilcam approve 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --owner 0x7E5F… --confirm-original
      """)

  @OptionGroup var target: RequestArgument
  @Option(help: ArgumentHelp("In ETH, or “1000 wei”; as much as the reward by default.", valueName: "sum"))
  var deposit: String?
  @Option(help: ArgumentHelp("Where the ciphertext lies; otherwise the cloud.", valueName: "url")) var link = ""
  @Flag(help: "Pay what the incident's account lacks from --account.") var fund = false
  @Flag(help: "The second confirmation that the original is given away.") var confirmOriginal = false
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard options.owner != nil else { throw ValidationError("name the owner's seed with --owner") }
  }

  func run() async throws {
    let session = try await DeskSession(options)
    let address = try target.address
    let deposit = try deposit.map { try EtherAmount.parse($0) }
    try await pay(try await session.owner.funding(address, deposit: deposit), session)
    let item = try await session.owner.item(address)
    if item.request.rendition == .original, !item.request.isOriginalAnnounced {
      note("The requester's reason: \(item.request.reason)")
      let receipt = try await session.owner.announceOriginal(address)
      note("Announced. Run the same with --confirm-original to give the original away.")
      return try Output.print([ReceiptRow("announce original", address, receipt)], json: json)
    }
    let receipt = try await session.owner.approve(
      address, link: link, deposit: deposit, confirmsOriginal: confirmOriginal)
    try Output.print([ReceiptRow("approve", address, receipt)], json: json)
  }

  private func pay(_ plan: FundingPlan, _ session: DeskSession) async throws {
    guard !plan.missing.isZero else { return }
    let statement = plan.statement(wallet: session.account.address)
    guard fund else {
      throw ValidationError(
        "the incident's account \(plan.account) lacks \(EtherAmount.text(plan.missing)); --fund pays it. \(statement)")
    }
    note(statement)
    _ = try await session.owner.fund(plan, from: session.account)
  }

  private func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
