import ArgumentParser
import Cryptography
import Foundation
import VeilAgent
import VeilEvidence

/// `veilcam redeem`: fetch, open and check an approved film.
struct RedeemCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redeem",
    abstract: "Fetch, open and check a film that was approved, and pay for it.",
    discussion: """
      Checks the rekey and the key on this machine, downloads, checks the ciphertext, opens the film, and checks it against
      what the camera signed; then confirms, which pays the owner. What is provably wrong is disputed instead, and the
      command ends with status 1. A transfer that broke off goes on with the same command.

      Examples:
        veilcam redeem 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --output films/
        veilcam redeem 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 --output films/ --no-confirm --no-dispute
      """)

  @OptionGroup var target: RequestArgument
  @Option(name: [.short, .long], help: ArgumentHelp("Folder for the film.", valueName: "dir")) var output = "films"
  @Flag(help: "Open the film without paying for it yet.") var noConfirm = false
  @Flag(help: "Report what is provably wrong without disputing it.") var noDispute = false
  @Flag(help: "Fetch the film from the owner's link if the cloud does not serve it; that place learns your address.")
  var mirror = false
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Show no progress.") var quiet = false

  /// What came out, as it is printed.
  private struct Result: Encodable {
    let request, incident, rendition, outcome: String
    let films: [String]
    let transaction: String?
    let checks: [DeskCheck]
  }

  func run() async throws {
    let session = try await DeskSession(options)
    var choice = RedeemOptions()
    (choice.confirms, choice.disputes, choice.usesMirror) = (!noConfirm, !noDispute, mirror)
    let (address, output, chosen) = (try target.address, output, choice)
    let meter = ByteMeter(title: "redeem", isQuiet: quiet || json)
    defer { meter.finish() }
    let redemption = try await interruptible {
      try await session.requester.redeem(address, into: output, options: chosen) { _, done, total in
        if total > 0 { meter.progress(done, total) }
      }
    }
    meter.finish()
    try show(redemption)
    if case .disputable(let dispute, _) = redemption.outcome {
      throw DeskError(.contradiction, dispute.explanation)
    }
  }

  private func show(_ redemption: Redemption) throws {
    let outcome: (name: String, receipt: DeskReceipt?) =
      switch redemption.outcome {
      case .opened(_, let receipt): (receipt == nil ? "opened" : "confirmed", receipt)
      case .disputable(let dispute, let receipt):
        (receipt == nil ? "disputable: \(dispute.kind.rawValue)" : "disputed: \(dispute.kind.rawValue)", receipt)
      }
    guard !json else {
      return try Output.print(
        json: Result(
          request: redemption.request.description, incident: redemption.incident.description,
          rendition: redemption.rendition.description, outcome: outcome.name, films: redemption.films,
          transaction: outcome.receipt?.transaction.description, checks: redemption.checks))
    }
    for check in redemption.checks {
      print("\(check.outcome == .right ? "✓" : check.outcome == .wrong ? "✗" : "?") \(check.subject): \(check.finding)")
    }
    for film in redemption.films { print(film) }
    print(outcome.name)
  }
}
