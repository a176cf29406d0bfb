import ArgumentParser

/// `veilcam evaluate`: how good it is, measured on anybody's data.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how well people, vehicles, faces and plates are found and hidden, on your own data.",
    subcommands: [
      EvaluateDetections.self, EvaluateReID.self, EvaluateUtility.self, EvaluateInversion.self, EvaluateMasks.self,
      EvaluateEdges.self,
    ])
}
