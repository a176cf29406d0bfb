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
      compares transformed and inverted pictures with the originals: PSNR, SSIM, text that tesseract reads the same, and \
      how many of them adversaries recognise.

      Examples:
        veilcam evaluate inversion --film drive.mp4 --system blur:45,25 --export pairs
        python3 training/inversion/train.py pairs inverted
        veilcam evaluate inversion --pairs pairs --inverted inverted --adversary person-reidentification-retail-0277
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
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Networks that look for inverted people and vehicles, written as in veilcam evaluate reid.", valueName: "model"))
  var adversary: [String] = []
  @Option(help: ArgumentHelp("Rows and columns of exported pictures, a multiple of 8.", valueName: "pixels"))
  var side = 128
  @Option(help: ArgumentHelp("Pictures of each track at most.", valueName: "count"))
  var imagesPerTrack = 16
  @Option(help: ArgumentHelp("Least height of a person or vehicle.", valueName: "pixels"))
  var minHeight = 48
  @Option(help: ArgumentHelp("Also write a page with test pictures, originals too.", valueName: "file"))
  var html: String?
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
    guard inverted == nil && html == nil && adversary.isEmpty || pairs != nil else {
      throw ValidationError("--inverted, --adversary and --html belong to --pairs.")
    }
    guard (32...512).contains(side), side.isMultiple(of: 8) else {
      throw ValidationError("--side is a multiple of 8 from 32 to 512.")
    }
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
    InferenceRuntime.boundMemory()
    if let export, let system {
      let list = try await write(system, to: URL(fileURLWithPath: export, isDirectory: true))
      let count = "\(list.pairs.count) pairs, \(list.pairs.count { $0.isTest }) of them for testing"
      if json { try Output.print(json: list) } else { print("\(count), in \(export)") }
    } else if let pairs {
      let folder = URL(fileURLWithPath: pairs, isDirectory: true)
      let inverted = inverted.map { URL(fileURLWithPath: $0, isDirectory: true) }
      let report = try await InversionEvaluation(reader: TextReader(), adversaries: try await adversaries()).run(
        pairs: folder, inverted: inverted)
      if let html {
        let sheet = try await InversionEvaluation.sheet(pairs: folder, inverted: inverted)
        try PageFile.write(report.html(sheet), to: html)
      }
      if json { try Output.print(json: report) } else { print(report.text, terminator: "") }
    }
  }

  private func adversaries() async throws -> [any Describer] {
    let store = try models.store
    var loaded: [any Describer] = []
    for name in adversary { loaded.append(try await Adversary.load(name, from: store)) }
    return loaded
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
      painter: painters[0], detector: try DetectorSuite.load(detection, from: store), options: options, side: side)
    return try await writer.write(films: film, to: folder)
  }
}
