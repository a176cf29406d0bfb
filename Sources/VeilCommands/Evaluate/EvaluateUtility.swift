import ArgumentParser
import Foundation
import VeilEvaluation
import VeilVision

/// `veilcam evaluate utility`: what protected films are still good for.
struct EvaluateUtility: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "utility",
    abstract: "Measure how well people and vehicles are still counted and detected when they are hidden.",
    discussion: """
      A judge, a detector that no system uses, looks at each original and at what each system makes of it; what it finds in \
      the original is the truth. Prints counting accuracy and mean average precision at confidence 0.5 (at IoU 0.5, beside \
      which the paper's numbers stand, and COCO's mean from 0.5 to 0.95) by system and film, and with --reid the \
      utility-privacy product and the best configuration of each method. Frames are compared as they are painted, not \
      encoded again.

      Systems are written as in veilcam evaluate reid.

      Examples:
        veilcam evaluate utility --film drive.mp4 street.mp4
        veilcam evaluate reid --film drive.mp4 --sweep blur --json > reid.json
        veilcam evaluate utility --film drive.mp4 --sweep blur --reid reid.json --html utility.html
        veilcam evaluate utility --data kitti --format kitti --judge yolox-nano --system blur:45,25
      """)

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Films.", valueName: "file"))
  var film: [String] = []
  @Option(help: ArgumentHelp("Folder with a data set of pictures or films.", valueName: "dir"))
  var data: String?
  @Option(help: ArgumentHelp("How the folder is laid out.", valueName: "format"))
  var format: UtilityFormat?
  @OptionGroup var systems: SystemOptions
  @OptionGroup var models: ModelOptions
  @Option(
    help: ArgumentHelp(
      "The detector that judges; the default is the preferred one that is there and not used for hiding.",
      valueName: "model"))
  var judge: String?
  @Option(
    help: ArgumentHelp("What evaluate reid --json printed for the same systems, for the product.", valueName: "file"))
  var reid: String?
  @Option(help: ArgumentHelp("Look for what is to be hidden at every n-th frame of a film.", valueName: "frames"))
  var detectInterval = 3
  @Option(help: ArgumentHelp("Judge every n-th frame.", valueName: "frames"))
  var every = 3
  @Option(
    help: ArgumentHelp(
      "Also write a page with plots and a frame of each film, the original beside it.", valueName: "file"))
  var html: String?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    guard film.isEmpty != (data == nil) else { throw ValidationError("Name one of --film and --data.") }
    try UtilityFormat.check(format, with: data)
    guard (1...1000).contains(every), (1...100).contains(detectInterval) else {
      throw ValidationError("--every is 1 to 1000 and --detect-interval 1 to 100.")
    }
    guard !(json && markdown) else { throw ValidationError("Choose one of --json and --markdown.") }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let (report, sheet) = try await measure()
    if let html { try PageFile.write(report.html(sheet), to: html) }
    if json {
      try Output.print(json: report)
    } else {
      print(markdown ? report.markdown : report.text, terminator: "")
    }
  }

  private func measure() async throws -> (UtilityReport, PictureSheet) {
    let attack = try reid.map { try ReIDReport(contentsOf: URL(fileURLWithPath: $0)) }
    let store = try models.store
    let chosen = try systems.systems
    let detection = DetectorOptions(categories: chosen.neededCategories, profile: try DetectionProfile.named(nil))
    let suite = try DetectorSuite.load(detection, from: store)
    let judge = try Judge.load(judge, besides: suite, from: store)
    let evaluation = UtilityEvaluation(
      judge: judge.detector, painters: try SystemPainter.all(of: chosen, from: store), keepsPictures: html != nil)
    let source = UtilitySource(detector: suite, interval: detectInterval, every: every, progress: progressNote)
    for path in try films { try await source.show(film: path, to: evaluation) }
    if let folder, case .pictures(let format) = format {
      try await source.show(format.open(folder), named: folder.lastPathComponent, to: evaluation)
    }
    let names = folder.map { [$0.lastPathComponent] } ?? film.map { URL(fileURLWithPath: $0).lastPathComponent }
    let report = UtilityReport(
      sources: names, judge: judge.name,
      configuration: [
        "detection profile \(suite.profile), every \(detectInterval) frames; judged every \(every) frames"
      ],
      rows: await evaluation.results, reid: attack)
    return (report, await evaluation.sheet)
  }

  private var folder: URL? { data.map { URL(fileURLWithPath: $0, isDirectory: true) } }

  private var films: [String] {
    get throws {
      guard let folder, format == .films else { return film }
      return try DashcamAccidentFilms(directory: folder).films
    }
  }
}

/// Writes a report's page.
enum PageFile {
  static func write(_ page: String, to path: String) throws {
    do {
      try Data(page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw EvaluationError(.usage, "\(path) cannot be written; name a file in a folder of yours")
    }
  }
}
