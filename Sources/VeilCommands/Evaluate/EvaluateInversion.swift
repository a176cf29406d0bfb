import ArgumentParser
import Foundation
import VeilEvaluation
import VeilVision

/// `veilcam evaluate inversion`: can a network learn to undo a system?
struct EvaluateInversion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inversion",
    abstract: "Export pairs of hidden and original pictures, and measure what a network makes of them.",
    discussion: """
      First exports the people and vehicles of films, each as a system has transformed it and as it was. An inversion \
      network is trained on three quarters of them, the others are people and vehicles that it has never seen. Then \
      compares transformed and inverted pictures with the originals: PSNR, SSIM, and text that tesseract reads the same.

      Examples:
        veilcam evaluate inversion --film drive.mp4 --system blur:45,25 --export pairs
        python3 training/inversion/train.py pairs inverted
        veilcam evaluate inversion --pairs pairs --inverted inverted
      """)

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Films to export pairs of.", valueName: "file"))
  var film: [String] = []
  @Option(help: ArgumentHelp("The system to undo, written as in veilcam evaluate reid.", valueName: "system"))
  var system: String?
  @Option(help: ArgumentHelp("Folder to write pairs into.", valueName: "dir"))
  var export: String?
  @Option(help: ArgumentHelp("Folder with pairs to measure.", valueName: "dir"))
  var pairs: String?
  @Option(help: ArgumentHelp("Folder with what a network made of the test pictures.", valueName: "dir"))
  var inverted: String?
  @Option(help: ArgumentHelp("Pictures of each track at most.", valueName: "count"))
  var imagesPerTrack = 16
  @Option(help: ArgumentHelp("Least height of a person or vehicle.", valueName: "pixels"))
  var minHeight = 48
  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (export == nil) != (pairs == nil) else { throw ValidationError("Name one of --export and --pairs.") }
    guard export == nil || (!film.isEmpty && system != nil) else {
      throw ValidationError("--export needs --film and --system.")
    }
    guard pairs == nil || (film.isEmpty && system == nil) else {
      throw ValidationError("--film and --system belong to --export.")
    }
    guard inverted == nil || pairs != nil else { throw ValidationError("--inverted belongs to --pairs.") }
    guard (2...64).contains(imagesPerTrack), (1...4096).contains(minHeight) else {
      throw ValidationError("--images-per-track is 2 to 64 and --min-height 1 to 4096.")
    }
    do {
      _ = try system.map { try EvaluatedSystem(parsing: $0) }
    } catch let error as EvaluationError {
      throw ValidationError(error.message)
    }
  }

  func run() async throws {
    if let export, let system {
      let list = try await write(system, to: URL(fileURLWithPath: export, isDirectory: true))
      let count = "\(list.pairs.count) pairs, \(list.pairs.count { $0.isTest }) of them for testing"
      if json { try Output.print(json: list) } else { print("\(count), in \(export)") }
    } else if let pairs {
      let report = try await InversionEvaluation(reader: TextReader()).run(
        pairs: URL(fileURLWithPath: pairs, isDirectory: true),
        inverted: inverted.map { URL(fileURLWithPath: $0, isDirectory: true) })
      if json { try Output.print(json: report) } else { print(report.text, terminator: "") }
    }
  }

  private func write(_ text: String, to folder: URL) async throws -> InversionPairs {
    let system = try EvaluatedSystem(parsing: text)
    let detection = DetectorOptions(categories: [system].neededCategories, profile: try DetectionProfile.named(nil))
    var options = ReIDSource.Options()
    options.perTrack = imagesPerTrack
    options.minimumHeight = Double(minHeight)
    let store = try models.store
    let painters = try SystemPainter.all(of: [system], from: store)
    let writer = InversionExport(
      painter: painters[0], detector: try DetectorSuite.load(detection, from: store), options: options)
    return try await writer.write(films: film, to: folder)
  }
}
