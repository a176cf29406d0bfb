import ArgumentParser

/// `veilcam registry`: the risk registry of de-identified personal data.
struct RegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "Keep a registry of de-identified records and their risk.",
    discussion: """
      A record's words become keyed one-way tokens, the record itself is encrypted, and the ledger has a commitment and a
      hash. Managers find a person by the words that they know; everybody else sees counts. Every look is written into an
      audit log with its reason. docs/registry.md says what each party can learn.

      Examples:
        veilcam registry identity --key 0x7E5F…
        veilcam registry authorise 0x9fB2…/02ab… --key 0x3C44… --ledger-description ledger.json
        veilcam registry create --key 0x7E5F… --ledger-description ledger.json
        veilcam registry enroll --name "Kim Minjun" --birth-date 1990-05-01 --risk 80 --suspect --until 2027-05-01
        veilcam registry search --plate "12가 3456" --reason "hit and run on the A9" --case 26-0417
        veilcam registry audit --anchor
        veilcam registry desk
      """,
    subcommands: [
      RegistryEnroll.self, RegistrySearch.self, RegistryShow.self, RegistryRevoke.self, RegistryErase.self,
      RegistryExport.self, RegistryDeskCommand.self, RegistryCreate.self, RegistryIdentity.self, RegistryAuthorise.self,
      RegistryAdmit.self,
      RegistryDismiss.self, RegistryRotate.self, RegistryAudit.self, RegistryTwoPerson.self, RegistryAsk.self,
      RegistryAgree.self,
    ])
}
