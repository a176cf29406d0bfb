import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// `veilcam accident scan`: when did it crash?
struct AccidentScan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "When did it crash? Probabilities by picture, by sound and fused, second by second.",
    discussion: """
      Looks at a picture a second, listens to the sound where there is one, and marks incidents. Needs a backbone: fetch it
      with veilcam models pull. With --follow a film, standard input or a camera is looked at while it runs: pictures only,
      and every line appears a second after its picture.

      Examples:
        veilcam accident scan drive.mp4
        veilcam accident scan DCIM/*.mp4 --json
        veilcam accident scan drive.mp4 --plot drive.svg --interval 0.5
        veilcam accident scan rtsp://camera/stream --follow
      """)

  @Argument(
    help: ArgumentHelp("Films; with --follow one film, an address, or - for standard input.", valueName: "film"))
  var films: [String]
  @OptionGroup var options: AccidentScanOptions
  @Option(help: ArgumentHelp("Draw the probabilities into this file: .svg, or .html for a page.", valueName: "file"))
  var plot: String?
  @Flag(help: "Look at one source while it runs.") var follow = false
  @Flag(help: "Leave out what cannot be decoded instead of stopping.") var salvage = false
  @Flag(help: "Print JSON; with --follow a line for each second.") var json = false

  func validate() throws {
    guard !films.isEmpty else { throw ValidationError("name at least one film") }
    guard !follow || films.count == 1 else { throw ValidationError("--follow takes one source") }
    guard plot == nil || films.count == 1 && !follow else { throw ValidationError("--plot takes one film") }
    if let plot {
      guard [".svg", ".html"].contains(where: { plot.lowercased().hasSuffix($0) }) else {
        throw ValidationError("--plot writes .svg or .html")
      }
    }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let scanner = try await options.scanner()
    let (films, salvage, follow, json) = (films, salvage, follow, json)
    let scans = try await interruptible {
      var scans: [FilmScan] = []
      if follow {
        try await scanner.follow(films[0]) { try AccidentText.tell($0, json: json) }
      } else {
        for film in films { scans.append(try await scanner.scan(URL(filePath: film), salvages: salvage)) }
      }
      return scans
    }
    guard !follow else { return }
    if let plot, let scan = scans.first { try AccidentText.write(scan.plot, of: scan, to: plot) }
    if json {
      try Output.print(json: scans)
    } else {
      for scan in scans { print(AccidentText.text(scan)) }
    }
  }
}
