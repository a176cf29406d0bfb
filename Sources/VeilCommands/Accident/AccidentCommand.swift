import ArgumentParser

/// `veilcam accident`: notice accidents, and learn to.
struct AccidentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accident", abstract: "Notice accidents in films, and train what notices them.",
    discussion: """
      Examples:
        veilcam accident scan drive.mp4
        veilcam accident evaluate --data pictures/
        veilcam accident train --data pictures/ --output my.head.json
      """,
    subcommands: [
      AccidentScan.self, AccidentEvaluate.self, AccidentTrain.self, AccidentPublish.self, AccidentPull.self,
    ])
}
