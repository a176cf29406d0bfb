import ArgumentParser
import VeilAgent

/// `veilcam review`: correct what is hidden in a film, in the browser.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Look through a protected film in the browser, correct its boxes, and render it again.",
    discussion: """
      Serves an editor on the loopback address and prints where: scrub, add, move and remove boxes, keep a track visible.
      Saving writes NAME.corrected.detections.jsonl and leaves the detections as they were; rendering replaces
      NAME.protected.EXT when it is complete. The recording must lie beside the protected film. Ctrl-C ends it.

      Examples:
        veilcam review drive.protected.mp4
        veilcam review drive.mp4 --detections drive.detections.jsonl --method pixelate
      """)

  @Argument(help: ArgumentHelp("The film, as recorded or protected.", valueName: "film")) var film: String
  @Option(help: ArgumentHelp("Detections; otherwise those beside the film.", valueName: "file"))
  var detections: String?
  @Option(help: ArgumentHelp("Port; 0 lets the system choose.", valueName: "port")) var port = 0
  @OptionGroup(title: "What to hide and how") var policyOptions: PolicyOptions

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
  }

  func run() async throws {
    let files = try ReviewFiles(film: film, detections: detections)
    let session = try ReviewSession(files, policy: try policyOptions.policy(), tool: Version.tool)
    let port = port
    try await ConsoleRun.serving {
      try await ReviewConsole.serve(session, port: port, version: Version.tool) { ConsoleRun.announce($0) }
    }
  }
}
