import ArgumentParser
import Foundation
import VeilPrivacy

/// `veilcam demo protect`: the main job on a film that is at hand.
struct DemoProtect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protect",
    abstract: "Protect a demo film, exactly as `veilcam protect` would.",
    discussion: """
      Takes the development material beside a checkout, else \(DemoFilm.debianPath) from Debian's package opencv-doc; with
      neither it says where to get that film. Results of an earlier demo in the same folder are replaced.

      Examples:
        veilcam demo protect
        veilcam demo protect --film vtest.avi --output demo
      """)

  @Option(help: ArgumentHelp("Film to take instead.", valueName: "file"))
  var film: String?

  @Option(name: [.short, .long], help: ArgumentHelp("Folder for the results.", valueName: "dir"))
  var output = "veilcam-demo"

  @OptionGroup var models: ModelOptions

  @Flag(help: "Print the report as JSON.") var json = false

  func run() async throws {
    let film = try film ?? DemoFilm.onThisMachine()
    var arguments = [film, "--output", output.hasSuffix("/") ? output : output + "/", "--overwrite"]
    if let folder = models.folder { arguments += ["--models", folder] }
    if json { arguments.append("--json") }
    if !json {
      print(
        "Hides people, vehicles, faces and plates in \(film), the same as: veilcam protect \(arguments.joined(separator: " "))"
      )
    }
    let command = try ProtectCommand.parse(arguments)
    try await command.run()
    if !json { results(of: film).forEach { print("  \($0)") } }
  }

  /// Paths of what was written, for people.
  private func results(of film: String) -> [String] {
    let names = OutputNames(input: URL(filePath: film), in: URL(filePath: output))
    return [names.film, names.page, names.report, names.detections].map(\.path)
  }
}
