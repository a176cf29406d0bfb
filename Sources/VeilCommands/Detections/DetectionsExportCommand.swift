import ArgumentParser
import Foundation
import VeilPrivacy

/// `veilcam detections export`: the same boxes for other tools.
struct DetectionsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a detections file in the format of another tool.",
    discussion: """
      coco writes one JSON file; mot (MOTChallenge) and yolo (a text file for each frame) write a folder. The result appears
      only when it is complete. Frames are named streamS_frameNNNNNN, counted from 0.

      Examples:
        veilcam detections export drive.detections.jsonl --format coco --output drive.coco.json
        veilcam detections export drive.detections.jsonl --format mot --output drive-mot
        veilcam detections export drive.detections.jsonl --format yolo --output drive-yolo
      """)

  @Argument(help: ArgumentHelp("Detections file.", valueName: "file"))
  var file: String

  @Option(help: "Format of the result.")
  var format: DetectionsExport

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("File (coco) or folder (mot, yolo) to write; must not be there yet.", valueName: "path"))
  var output: String

  func run() async throws {
    let contents = try DetectionsFile(validating: file)
    // COCO's file would replace one that is there; a detections file corrected by hand is not to be lost that way.
    guard !FileManager.default.fileExists(atPath: output) else {
      throw DetectionsError(.notWritable, "\(output) is there already; name a file or folder that is not")
    }
    try await interruptible { [format, output] in try format.write(contents, to: output) }
    print("\(output): \(contents.footer.boxes) boxes in \(contents.footer.frames) frames as \(format.rawValue)")
  }
}

extension DetectionsExport: ExpressibleByArgument {}
