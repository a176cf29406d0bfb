import ArgumentParser

/// `veilcam demo`: see the program at work without a film of one's own.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "See Veilcam at work without a film of your own.",
    discussion: """
      Examples:
        veilcam demo protect
        veilcam demo protect --output /tmp/demo
        veilcam demo share
      """,
    subcommands: [DemoProtect.self, DemoShare.self])
}
