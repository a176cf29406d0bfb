import ArgumentParser
import Foundation
import VeilEvaluation
import VeilVision

/// Whose pictures are looked for.
struct ReIDSourceOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Films, whose people and vehicles the tracker links.", valueName: "file"))
  var film: [String] = []
  @Option(help: ArgumentHelp("Folder with a data set.", valueName: "dir"))
  var data: String?
  @Option(help: ArgumentHelp("How the folder is laid out.", valueName: "format"))
  var format: ReIDFormat?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Labelled pictures whose people and vehicles fill the gallery, in a format of evaluate detections.",
      valueName: "format=dir"))
  var distractors: [String] = []
  @Option(help: ArgumentHelp("Only people or only vehicles.", valueName: "group"))
  var group: IdentifiedGroup?
  @Option(help: ArgumentHelp("Pictures of each track at most.", valueName: "count"))
  var imagesPerTrack = 8
  @Option(help: ArgumentHelp("Least height of a person or vehicle.", valueName: "pixels"))
  var minHeight = 48
  @Option(help: ArgumentHelp("Look at every n-th frame of a film.", valueName: "frames"))
  var detectInterval = 3

  init() {}

  func validate() throws {
    guard film.isEmpty != (data == nil) else { throw ValidationError("Name one of --film and --data.") }
    try ReIDFormat.check(format, with: data)
    guard (2...64).contains(imagesPerTrack), (1...4096).contains(minHeight), (1...100).contains(detectInterval) else {
      throw ValidationError("--images-per-track is 2 to 64, --min-height 1 to 4096, --detect-interval 1 to 100.")
    }
    for text in distractors { _ = try Self.distractors(text) }
  }

  /// What the report calls it.
  var names: [String] {
    (data.map { [$0] } ?? film).map { URL(fileURLWithPath: $0).lastPathComponent }
      + distractors.map { "distractors " + URL(fileURLWithPath: $0).lastPathComponent }
  }

  /// How it was looked through, for the report.
  var configuration: [String] {
    let own = "from \(minHeight) px height"
    return [
      format == nil || format == .dad
        ? "up to \(imagesPerTrack) pictures a track, \(own), every \(detectInterval) frames" : own
    ]
  }

  /// Shows everything to an evaluation.
  func show(to evaluation: ReIDEvaluation, detector: any Detector, findsParts: Bool) async throws {
    var options = ReIDSource.Options()
    if let group { options.groups = [group.group] }
    options.perTrack = imagesPerTrack
    options.minimumHeight = Double(minHeight)
    options.interval = detectInterval
    var reid = ReIDSource(detector: detector, options: options, progress: progressNote)
    for film in try films { try await reid.show(film: film, to: evaluation) }
    if let data, let format, format != .dad {
      let set = try ReIDDataSet(directory: URL(fileURLWithPath: data, isDirectory: true), format: format)
      let name = URL(fileURLWithPath: data).lastPathComponent
      try await reid.show(set, named: name, findsParts: findsParts, to: evaluation)
    }
    for text in distractors {
      let (format, folder) = try Self.distractors(text)
      try await reid.addDistractors(from: format.open(folder), named: folder.lastPathComponent, to: evaluation)
    }
  }

  private var films: [String] {
    get throws {
      guard format == .dad, let data else { return film }
      return try DashcamAccidentFilms(directory: URL(fileURLWithPath: data, isDirectory: true)).films
    }
  }

  private static func distractors(_ text: String) throws -> (DataSetFormat, URL) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = DataSetFormat(rawValue: parts[0]) else {
      let choices = DataSetFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--distractors takes FORMAT=FOLDER with one of the formats \(choices), not \(text).")
    }
    return (format, URL(fileURLWithPath: parts[1], isDirectory: true))
  }
}

/// Whom the paper attacks.
enum IdentifiedGroup: String, ExpressibleByArgument, CaseIterable {
  case person, vehicle

  var group: ObjectGroup { self == .person ? .person : .vehicle }
}

extension ReIDFormat: ExpressibleByArgument, DataFormat {}
