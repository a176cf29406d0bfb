internal import Foundation

/// The bytes of a model file after its hash was compared; for models that have a manifest of another kind.
package struct CheckedFile: Sendable {
  /// SHA-256 in hexadecimal, for records of what was run.
  package let sha256: String
  let data: Data

  /// Reads and checks a file.
  /// - Throws: ``VisionError``: `modelMissing` when it is not there or not readable, `modelHashMismatch` when it is
  ///   another one.
  package init(reading file: ModelFile, in folder: String) throws {
    let bytes = try FileBytes(reading: file, in: folder, remedy: "put the one there that its description names")
    sha256 = bytes.sha256
    data = bytes.data
  }
}
