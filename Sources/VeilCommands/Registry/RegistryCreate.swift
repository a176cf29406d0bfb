import ArgumentParser
import VeilRegistry

struct RegistryCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a registry with its first manager.",
    discussion: """
      The authority of the ledger's contract has to authorise the manager first. Phonetic and prefix tokens find more, and
      tell more to whoever gets hold of the registry's file (docs/registry.md).

      Example:
        veilcam registry create --key 0x7E5F… --ledger-description ledger.json --form phonetic
      """)

  @Option(help: ArgumentHelp("Country of telephone numbers without one.", valueName: "digits")) var country = "82"
  @Option(help: "Further token forms: phonetic, prefix; may be repeated.") var form: [TokenForm] = []
  @Flag(help: "Let nobody open records alone: a second manager has to agree (`registry ask`).") var twoPerson = false
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let keys = try await options.managerKeys()
    let ledger = try await options.ledger(of: keys)
    var settings = RegistryOptions(countryCode: country, forms: Set(form))
    settings.startsWithTwoPersonRule = twoPerson
    let registry = try await Registry.create(
      try options.store(mayMake: true), options: settings, ledger: ledger, manager: keys)
    print(
      "\(options.path): registry of \(keys.identity.account), \(registry.options.forms.union([.exact]).count) token forms"
    )
  }
}
