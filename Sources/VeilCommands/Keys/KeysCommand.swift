import ArgumentParser

/// `veilcam keys`: the key files of cameras, owners and requesters.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Make, list, export and import keys.",
    discussion: """
      Keys lie in keystores of version 3, the format of geth and most wallets, each under a password. Passwords come from
      a file or are asked for on the terminal, never from the command line.

      Examples:
        veilcam keys new --password-file secret.txt
        veilcam keys list
        veilcam keys export 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf --output key.json
        veilcam keys import key.json
      """,
    subcommands: [KeysNew.self, KeysList.self, KeysExport.self, KeysImport.self],
    defaultSubcommand: KeysList.self)
}
