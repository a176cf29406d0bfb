import ArgumentParser
import Cryptography
import Ethereum
import VeilLedger

struct LedgerShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Check the contracts of a description and show the ledger's state.",
    discussion: """
      Fails where a contract is missing or its code is not the one of this version.

      Example:
        veilcam ledger show --ledger-description ledger.json
      """)

  @OptionGroup var ledger: LedgerOptions
  @Option(
    name: .customLong("ledger-description"),
    help: ArgumentHelp("The description that `ledger deploy` wrote.", valueName: "file"))
  var description = "ledger.json"
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let description = try LedgerDescription(contentsOf: description)
    let connected = try await EthereumLedger.connect(to: try ledger.node, description: description)
    let head = LedgerRow("newest block", "\(try await connected.blockNumber())", "time \(try await connected.time())")
    var rows = [head] + Self.rows(description)
    for log in AnchoredLog.allCases {
      let root = try await connected.latestAnchor(of: log)
      rows.append(LedgerRow("anchored \(log)", root.map { "\($0.root)" } ?? "", "\(root?.size ?? 0) entries"))
    }
    for (name, account) in [("cloud", description.cloud), ("relayer", description.relayer)] {
      rows.append(LedgerRow("balance of \(name)", "\(account)", "\(try await connected.balance(of: account)) wei"))
    }
    try Output.print(rows, json: json)
  }

  /// The contracts of a description whose code has been checked.
  static func rows(_ description: LedgerDescription) -> [LedgerRow] {
    var rows = [
      LedgerRow("chain", "\(description.chainID)", "from block \(description.firstBlock)"),
      LedgerRow("evidence factory", "\(description.evidenceFactory)", "checked"),
      LedgerRow("search", "\(description.search)", "checked"),
      LedgerRow("request factory", "\(description.requestFactory)", "checked"),
      LedgerRow("responses", "\(description.responses)", "checked"),
      LedgerRow("anchor", "\(description.anchor)", "checked"),
    ]
    if let registry = description.riskRegistry { rows.append(LedgerRow("risk registry", "\(registry)", "checked")) }
    return rows
  }
}
