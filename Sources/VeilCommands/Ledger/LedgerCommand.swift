import ArgumentParser

/// `veilcam ledger`: the embedded ledger, and the contracts on it or on any other.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Serve a ledger on this machine; deploy the contracts; look at them.",
    discussion: """
      The embedded ledger is a real Ethereum machine whose chain lies in a folder. Any other Ethereum JSON-RPC address
      works in its place. docs/ledger.md describes both.

      Examples:
        veilcam ledger serve
        veilcam ledger deploy --data ~/.local/share/veilcam/ledger
        veilcam ledger deploy --ledger https://node.example --key 0x7E5F… --password-file secret.txt --confirmations 3
        veilcam ledger show
      """,
    subcommands: [LedgerServe.self, LedgerDeploy.self, LedgerShow.self])
}
