import ArgumentParser

/// `veilcam cloud`: the cloud of cameras and requesters.
struct CloudCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cloud", abstract: "Run the cloud: evidence log, sealed films, search.",
    discussion: """
      Example:
        veilcam cloud serve --data /srv/veilcam --ledger http://127.0.0.1:8545 \\
          --ledger-description ledger.json --key cloud.json --relayer-key relayer.json --password-file secret.txt
      """,
    subcommands: [CloudServe.self])
}
