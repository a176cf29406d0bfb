import ArgumentParser

/// `veilcam detections`: look into the files that `veilcam protect` writes beside its films.
struct DetectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detections",
    abstract: "Show what a detections file holds, or turn it into the format of another tool.",
    discussion: """
      A detections file (NAME.detections.jsonl) has a line for each frame with every box that was hidden in it. It may be
      corrected by hand and given back to `veilcam protect` with --detections.

      Examples:
        veilcam detections show drive.detections.jsonl
        veilcam detections export drive.detections.jsonl --format coco --output drive.coco.json
      """,
    subcommands: [DetectionsShow.self, DetectionsExportCommand.self])
}
