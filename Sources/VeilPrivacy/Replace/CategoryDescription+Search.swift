internal import Foundation
package import VeilVision

/// Finding categories on this machine.
extension CategoryDescription {
  /// A file that is larger is no description.
  private static let largestFile = 1 << 16

  /// The categories of an installation, those of the folder that is searched first in front.
  /// - Throws: ``CategoryError`` when one of them cannot be read.
  package static func all(in store: ModelStore) throws(CategoryError) -> [CategoryDescription] {
    var found: [CategoryDescription] = []
    for folder in store.folders {
      var here: [CategoryDescription] = []
      for path in folder.subfolders {
        guard let description = try read(path + "/" + fileName) else { continue }
        if let other = here.first(where: { !$0.isNarrower(than: description) && !description.isNarrower(than: $0) }) {
          guard Set(other.classes).isDisjoint(with: description.classes) else {
            throw CategoryError(
              .invalid,
              "the categories \(other.name) and \(description.name) in \(folder.path) replace the same classes; remove one"
            )
          }
        }
        here.append(description)
      }
      found += here.sorted { ($0.classes.count, $0.name) < ($1.classes.count, $1.name) }
    }
    return found
  }

  /// True if this one is for some of the other's classes only, so that it goes first.
  private func isNarrower(than other: CategoryDescription) -> Bool { classes.count < other.classes.count }

  private static func read(_ path: String) throws(CategoryError) -> CategoryDescription? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path), data.count <= largestFile,
      let text = String(data: data, encoding: .utf8)
    else { throw CategoryError(.invalid, "\(path) is not UTF-8 text of at most 64 KiB") }
    return try CategoryDescription(yaml: text, origin: path)
  }
}
