import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import Logging
import VeilCloud
import VeilLedger

struct CloudServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the cloud's API and pages until it is interrupted.",
    discussion: """
      The address is printed when it listens. Without a certificate it serves plain http: on this machine, or behind a
      proxy that speaks TLS.

      Example:
        veilcam cloud serve --data /srv/veilcam --ledger http://127.0.0.1:8545 \\
          --ledger-description ledger.json --key cloud.json --relayer-key relayer.json --password-file secret.txt \\
          --host 0.0.0.0 --port 8443 --certificate chain.pem --private-key key.pem
      """)

  @Option(help: ArgumentHelp("Folder of the store and the sealed films; made if it is not there.", valueName: "dir"))
  var data: String
  @Option(help: ArgumentHelp("Address of an Ethereum node.", valueName: "url")) var ledger: String
  @Option(help: ArgumentHelp("The ledger's description.", valueName: "file")) var ledgerDescription: String
  @Option(help: ArgumentHelp("Keystore of the cloud's account.", valueName: "file")) var key: String
  @Option(help: ArgumentHelp("Keystore of the account that pays for evidence contracts.", valueName: "file"))
  var relayerKey: String
  @OptionGroup var password: PasswordOptions
  @Option(help: "Address to listen on.") var host = "127.0.0.1"
  @Option(help: "Port; 0 lets the system choose.") var port = 8_080
  @Option(help: ArgumentHelp("Certificate chain in PEM.", valueName: "file")) var certificate: String?
  @Option(help: ArgumentHelp("Its private key in PEM.", valueName: "file")) var privateKey: String?
  @Option(help: ArgumentHelp("Requests a second that one address may make.", valueName: "requests"))
  var rate = CloudLimits().requestRate.perSecond
  @Option(
    help: ArgumentHelp(
      "Requests that an address may save up; four seconds' worth unless given.", valueName: "requests"))
  var burst: Double?

  func validate() throws {
    guard (certificate == nil) == (privateKey == nil) else {
      throw ValidationError("TLS needs both --certificate and --private-key")
    }
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
    guard rate.isFinite, rate > 0 else { throw ValidationError("--rate is more than 0") }
    if let burst { guard burst.isFinite, burst >= 1 else { throw ValidationError("--burst is at least 1") } }
    guard URL(string: ledger)?.host != nil else {
      throw ValidationError("--ledger is an address like http://host:8545")
    }
  }

  func run() async throws {
    let secret = try password.password(for: "the cloud's and the relayer's keystores")
    let cloudKey = try await open(key, secret)
    let chain = try await chain(cloud: cloudKey, relayer: try await open(relayerKey, secret))
    var configuration = CloudConfiguration(folder: data, host: host, port: port, key: cloudKey)
    configuration.limits.requestRate = .init(perSecond: rate, burst: burst ?? max(1, rate * 4))
    if let certificate, let privateKey { configuration.certificate = .init(chain: certificate, key: privateKey) }
    let server = try await CloudServer.make(configuration, chain: chain, logger: Logger(label: "veilcam.cloud"))
    let task = Task { try await server.run { ConsoleRun.announce("Veilcam cloud at \($0)") } }
    do {
      try await Signals.whileHandling({ task.cancel() }) { try await task.value }
    } catch  where task.isCancelled {
      return
    }
  }

  private func open(_ path: String, _ password: SecretBytes) async throws -> SecretKey {
    try await KeystoreWorker.shared.open(try Keystore(contentsOf: path), password: password)
  }

  private func chain(cloud: SecretKey, relayer: SecretKey) async throws -> LedgerChain {
    guard let url = URL(string: ledger) else { throw ValidationError("--ledger is no address") }
    let node = EthereumNode(RPCClient(transport: URLSessionTransport(url: url)))
    return try await LedgerChain.connect(
      to: node, description: try LedgerDescription(contentsOf: ledgerDescription), folder: data, cloud: cloud,
      relayer: relayer)
  }
}
