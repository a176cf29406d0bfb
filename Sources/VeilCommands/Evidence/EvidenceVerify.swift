import ArgumentParser
import VeilEvidence

struct EvidenceVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check everything in a bundle, offline.",
    discussion: """
      Nobody is asked and nothing but the bundle is read. What the bundle lacks is listed as absent: it was not claimed,
      and it is not covered. Exit status 0 only if nothing is wrong.

      Example:
        veilcam evidence verify bundle.zip
      """)

  @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle")) var bundle: String
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let meter = ByteMeter(title: "checking", isQuiet: json)
    let path = bundle
    let report = try await interruptible { try await BundleVerifier.verify(path, progress: meter.progress) }
    meter.finish()
    try Output.print(report.checks.map(CheckRow.init), json: json)
    guard report.isSound else {
      throw EvidenceError(.contradiction, "\(bundle) is not sound; what is wrong with it stands above")
    }
  }
}

/// A check, as `evidence verify` prints it.
struct CheckRow: TableRow {
  static let columns = ["WHAT", "RESULT", "FINDING"]

  let subject, outcome, finding: String

  init(_ check: BundleCheck) {
    subject = check.subject
    outcome = check.outcome.rawValue
    finding = check.finding
  }

  var cells: [String] { [subject, outcome, finding] }
}
