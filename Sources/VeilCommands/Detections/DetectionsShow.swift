import ArgumentParser
import Foundation
import VeilPrivacy

/// `veilcam detections show`: the film, the models, counts by category and a line for each track.
struct DetectionsShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what was analysed, with what, and every track that was found.",
    discussion: """
      Reads the file to its end, so it also says whether the file is complete. LONGEST FILL is the longest run of frames in
      which the detector missed the object between two sightings; it was hidden there all the same.

      Examples:
        veilcam detections show drive.detections.jsonl
        veilcam detections show drive.detections.jsonl --json
      """)

  @Argument(help: ArgumentHelp("Detections file.", valueName: "file"))
  var file: String

  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let contents = try DetectionsContents(reading: file)
    guard !json else { return try Output.print(json: contents) }
    for fact in contents.facts { print(fact.name.padding(toLength: 12, withPad: " ", startingAt: 0) + fact.value) }
    guard !contents.categories.isEmpty else { return }
    print()
    try Output.print(contents.categories, json: false)
    guard !contents.tracks.isEmpty else { return }
    print()
    try Output.print(contents.tracks, json: false)
  }
}
