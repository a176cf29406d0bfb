import ArgumentParser
import Foundation
import VeilEvaluation

/// How a folder for the judge is laid out: labelled pictures, or films.
enum UtilityFormat: Sendable, Hashable {
  case pictures(DataSetFormat)
  /// The Dashcam Accident data set.
  case films

  static let names = DataSetFormat.allCases.map(\.rawValue) + [ReIDFormat.dad.rawValue]
}

extension UtilityFormat: ExpressibleByArgument, DataFormat {
  init?(argument: String) {
    if argument == ReIDFormat.dad.rawValue {
      self = .films
    } else if let format = DataSetFormat(rawValue: argument) {
      self = .pictures(format)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { names }
}
