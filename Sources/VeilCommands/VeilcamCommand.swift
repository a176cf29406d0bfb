package import ArgumentParser

/// The `veilcam` command and its subcommands.
package struct VeilcamCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "veilcam",
    abstract: "Lets a dashcam be a witness without being a spy.")

  package init() {}
}
