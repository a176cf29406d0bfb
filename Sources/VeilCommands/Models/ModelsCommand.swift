import ArgumentParser

/// `veilcam models`: what networks there are, where they lie, and whether they are what they claim to be.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, check and fetch the models that detect people, vehicles, faces and plates.",
    discussion: """
      A model is used only if its SHA-256 is the one in its manifest. Nothing but `models pull` touches the network.

      Examples:
        veilcam models list
        veilcam models verify --models /media/usb/models
        veilcam models pull
      """,
    subcommands: [ModelsList.self, ModelsVerify.self, ModelsPull.self],
    defaultSubcommand: ModelsList.self)
}
