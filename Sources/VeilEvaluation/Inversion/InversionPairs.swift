package import Foundation

/// Pictures of people and vehicles, each as a system has transformed it and as it was: what an inversion network learns
/// from (inspire section VI-B).
///
/// A folder with `pairs.json` and, by number, `000001.transformed.png` and `000001.original.png`.
package struct InversionPairs: Sendable, Hashable, Codable {
  package struct Pair: Sendable, Hashable, Codable {
    package let number: Int
    package let identity: Int
    package let group: ObjectGroup
    /// Not to be learnt from. Somebody is in one of the two parts with all his pictures.
    package let isTest: Bool

    package func name(_ kind: String) -> String { String(format: "%06d", number) + ".\(kind).png" }
  }

  /// Name of the system.
  package let system: String
  /// Rows and columns of the pictures.
  package let side: Int
  package var pairs: [Pair]

  /// Reads the list in a folder.
  /// - Throws: ``EvaluationError`` naming what is missing.
  package init(in folder: URL) throws {
    let file = folder.appending(path: "pairs.json")
    guard let data = try? Data(contentsOf: file) else {
      throw EvaluationError(
        .layout, "\(file.path) cannot be read; write pairs first with veilcam evaluate inversion --export")
    }
    do {
      self = try JSONDecoder().decode(InversionPairs.self, from: data)
    } catch {
      throw EvaluationError(
        .labels, "\(file.path) is no list of pairs; write it anew with veilcam evaluate inversion --export")
    }
  }

  init(system: String, side: Int) {
    self.system = system
    self.side = side
    pairs = []
  }

  func write(in folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: folder.appending(path: "pairs.json"), options: .atomic)
  }
}
