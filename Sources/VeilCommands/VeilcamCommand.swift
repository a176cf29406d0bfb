package import ArgumentParser

/// The `veilcam` command and its subcommands.
package struct VeilcamCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "veilcam",
    abstract: "Lets a dashcam be a witness without being a spy.",
    discussion: """
      Hides the people, vehicles, faces and plates in films and pictures, and never passes through what it could not
      protect. Exit status: 0 if all that was asked was done, 64 for wrong usage, 1 for anything else.
      """,
    version: Version.current,
    subcommands: [
      ProtectCommand.self, DetectionsCommand.self, EvaluateCommand.self, AccidentCommand.self, EvidenceCommand.self,
      KeysCommand.self,
      DashcamCommand.self, RequestCommand.self, RequestsCommand.self, ApproveCommand.self, DenyCommand.self,
      RedeemCommand.self, DisputeCommand.self, RefundCommand.self, WithdrawCommand.self, VerdictCommand.self,
      DeskCommand.self, ReviewCommand.self, SearchCommand.self, RegistryCommand.self, CloudCommand.self,
      LedgerCommand.self,
      ModelsCommand.self,
      DoctorCommand.self, DemoCommand.self, UpCommand.self,
    ])

  package init() {}
}
