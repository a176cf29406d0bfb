import ArgumentParser
import Foundation
import VeilEvaluation

/// What is measured: a folder of labelled pictures, a labelled film, or an earlier run of it.
struct EvaluationSource: ParsableArguments {
  @Option(help: ArgumentHelp("Folder with a labelled data set.", valueName: "dir"))
  var data: String?
  @Option(help: ArgumentHelp("How the folder is laid out.", valueName: "format"))
  var format: DataSetFormat?
  @Option(help: ArgumentHelp("A film; needs --labels.", valueName: "file"))
  var film: String?
  @Option(help: ArgumentHelp("What an earlier run found (detections.jsonl); needs --labels.", valueName: "file"))
  var detections: String?
  @Option(
    help: ArgumentHelp(
      "Labels of the film: a table \(FilmLabels.tableHeader), or MOTChallenge's gt.txt.", valueName: "file"))
  var labels: String?

  enum Choice {
    case data(any DataSet, DataSetFormat, name: String)
    case film(String, FilmLabels)
    case detections(String, FilmLabels)
  }

  func validate() throws {
    guard [data, film, detections].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Name one of --data, --film and --detections.")
    }
    try DataSetFormat.check(format, with: data)
    guard (data == nil) != (labels == nil) else {
      throw ValidationError("--labels belongs to --film and --detections.")
    }
  }

  /// Opens what was named.
  var chosen: Choice {
    get throws {
      if let data, let format {
        let folder = URL(fileURLWithPath: data, isDirectory: true)
        return .data(try format.open(folder), format, name: folder.lastPathComponent)
      }
      let labels = try FilmLabels(contentsOf: URL(fileURLWithPath: labels ?? ""))
      if let film { return .film(film, labels) }
      return .detections(detections ?? "", labels)
    }
  }
}

extension DataSetFormat: ExpressibleByArgument, DataFormat {}
