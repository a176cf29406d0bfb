import ArgumentParser
import Foundation
import VeilLedger

struct LedgerServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the embedded ledger until it is interrupted.",
    discussion: """
      The chain lies in the folder and survives a loss of power. A new chain has ten funded accounts for trying things
      out, whose keys are in development-accounts.json there, or those of a genesis file.

      Examples:
        veilcam ledger serve
        veilcam ledger serve --data chain --port 8600 --json
      """)

  @Option(help: ArgumentHelp("Folder of the chain; veilcam/ledger in the user's data folder.", valueName: "dir"))
  var data: String?
  @Option(help: "Port on loopback; 0 lets the system choose.") var port = 8_545
  @Option(name: .customLong("chain-id"), help: "Number of a new chain.") var chainID: UInt64?
  @Option(help: ArgumentHelp("Accounts of a new chain and their balances, as JSON.", valueName: "file"))
  var genesis: String?
  @Flag(name: .customLong("test-methods"), help: "Let programs advance the clock and take blocks back, for tests.")
  var testMethods = false
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("a port is a number from 0 to 65535") }
  }

  func run() async throws {
    let process = try LedgerProcess(
      LedgerProcess.Settings(
        folder: data ?? LedgerOptions.standardFolder, port: port, chainID: chainID, genesis: genesis,
        allowsTestMethods: testMethods))
    let endpoint = try await process.start()
    let row = LedgerRow("ledger", "\(endpoint.url.absoluteString)", "chain \(endpoint.chainID)")
    try Output.print([row], json: json)
    // The line is what scripts wait for, and a pipe would hold it back.
    fflush(nil)
    let waiting = Task { try await Task.sleep(for: .seconds(Int64(Int32.max))) }
    await Signals.whileHandling({ waiting.cancel() }) { _ = await waiting.result }
    await process.stop()
  }
}
