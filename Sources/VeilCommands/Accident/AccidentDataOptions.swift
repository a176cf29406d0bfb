import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// Labelled pictures and films.
struct AccidentDataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder with a folder of pictures for each class; a clip is the file name up to the first _.", valueName: "dir"))
  var data: String?
  @Option(help: ArgumentHelp("Name of the class folder with accidents.", valueName: "name"))
  var accidentClass = "accident"
  @Option(help: ArgumentHelp("Table of films with times of accidents: film,start,end.", valueName: "file"))
  var films: String?
  @Option(help: ArgumentHelp("Seconds between the pictures of films.", valueName: "seconds"))
  var interval: Double = 1
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Folder of pictures of normal driving, judged apart; may be repeated.", valueName: "dir"))
  var normals: [String] = []
  @Flag(help: "Do not keep descriptions of pictures on disk.") var noCache = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  init() {}

  func validate() throws {
    guard data != nil || films != nil else { throw ValidationError("name --data or --films") }
    guard interval > 0, interval <= 60 else {
      throw ValidationError("--interval is more than 0 and at most 60 seconds")
    }
  }

  /// What people call the data.
  var name: String {
    URL(filePath: data ?? films ?? "").lastPathComponent
  }

  /// Pictures described by a backbone, and those of the sets that are judged apart.
  /// - Parameter augments: true to describe the views that training learns from.
  func examples(_ backbone: Backbone, augments: Bool) async throws -> (data: [Example], normals: [Example]) {
    // Names are read first, so that a wrong folder is known before an hour of work.
    let set = try data.map { try LabelledPictures(folder: $0, positive: accidentClass) }
    let table = try films.map { try FilmTimes(contentsOf: $0) }
    let others = try normals.map { try LabelledPictures(folder: $0, isAccident: false) }
    let reader = FeatureReader(backbone, cache: noCache ? nil : FeatureCache.standard(), augments: augments)
    var found = try await reader.examples(set?.pictures ?? [], progress: note("pictures"))
    if let table { found += try await reader.examples(table, interval: interval, progress: note("films")) }
    var extras: [Example] = []
    for other in others {
      extras += try await reader.examples(other.pictures, progress: note("pictures of \(other.name)"))
    }
    return (found, extras)
  }

  func note(_ what: String) -> (Int, Int) -> Void {
    { [quiet] done, total in
      guard !quiet, done % 100 == 0 || done == total else { return }
      FileHandle.standardError.write(Data("\(done) of \(total) \(what)\n".utf8))
    }
  }
}
