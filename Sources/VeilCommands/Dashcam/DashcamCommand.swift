import ArgumentParser

/// `veilcam dashcam`: the agent in the car, and what its owner does for it.
struct DashcamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashcam",
    abstract: "Record evidence in the car, and publish accidents sealed to their owner.",
    discussion: """
      The owner pairs the camera once; the agent then signs a record for every finished film, notices accidents, hides the
      bystanders, seals the films to the owner and brings everything to the cloud when it can be reached.

      Examples:
        veilcam dashcam pair --slots 50 --ledger-description ledger.json --output pairing.json
        veilcam dashcam pair --add pairing.json --state ~/.veilcam
        veilcam dashcam run --recordings ~/DCIM --state ~/.veilcam --cloud https://cloud.example
        veilcam dashcam mark --state ~/.veilcam
        veilcam dashcam status --state ~/.veilcam
      """,
    subcommands: [
      DashcamPair.self, DashcamRun.self, DashcamRecord.self, DashcamMark.self, DashcamStatus.self,
      DashcamForget.self,
    ])
}
