internal import Foundation
package import VeilVision

/// Finds the head that is to be used: one that was named, else the one pulled from a publisher, else the one that came
/// with the program.
package enum HeadLocator {
  /// Name of the file that comes with the program, inside a models folder.
  package static let delivered = "accident/image.head.json"

  /// - Parameters:
  ///   - path: a head's file; nil searches.
  ///   - store: its folders are searched.
  ///   - installed: what was pulled.
  /// - Throws: ``AccidentError``: `.headMissing`, `.headInvalid`, `.signature`.
  package static func find(
    _ path: String?, in store: ModelStore, installed: InstalledModels? = InstalledModels.standard()
  ) throws -> AccidentHead {
    if let path { return try HeadFile.read(path) }
    if let head = try installed?.head() { return head }
    for folder in store.folders {
      let path = folder.path + "/" + delivered
      if FileManager.default.fileExists(atPath: path) { return try HeadFile.read(path) }
    }
    throw AccidentError(
      .headMissing,
      "no trained head is there (\(delivered) in a models folder); name one with --head, or train one with: veilcam accident train"
    )
  }
}
