internal import Crypto
internal import Foundation

/// The bytes of a model after their hashes were compared with the manifest; what is run is exactly what was hashed.
package struct VerifiedModel: Sendable {
  package let manifest: ModelManifest
  /// The folder that the files were read from.
  package let folder: String
  /// SHA-256 of the graph's file in hexadecimal, for records of what was run.
  package let sha256: String
  let graph: Data
  let weights: Data?

  /// Reads and checks a model's files.
  /// - Throws: ``VisionError``: `modelMissing` when a file is not there or not readable, `modelHashMismatch` when it is
  ///   another one.
  init(reading manifest: ModelManifest, in folder: String) throws {
    guard let graphFile = manifest.graphFile else {
      throw VisionError(.manifestInvalid, "manifest of model \(manifest.name) lists no graph")
    }
    let graph = try FileBytes(reading: graphFile, in: folder)
    self.manifest = manifest
    self.folder = folder
    self.graph = graph.data
    sha256 = graph.sha256
    weights = try manifest.weightsFile.map { try FileBytes(reading: $0, in: folder).data }
  }
}

/// A model file's bytes, read once, checked and kept.
struct FileBytes {
  let data: Data
  /// SHA-256 in hexadecimal.
  let sha256: String

  init(
    reading file: ModelFile, in folder: String, remedy: String = "remove it and run: veilcam models pull"
  ) throws {
    let path = folder + "/" + file.name
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw VisionError(.modelMissing, "model file \(path) cannot be read")
    }
    defer { try? handle.close() }
    // One byte more than expected is enough to see that the file is too long.
    guard let data = try? handle.read(upToCount: file.bytes + 1) ?? Data() else {
      throw VisionError(.modelMissing, "model file \(path) cannot be read")
    }
    let digest = ModelDigest(sha256: SHA256.hash(data: data).hexadecimal, sha384: SHA384.hash(data: data).hexadecimal)
    try digest.check(against: file, bytes: data.count, path: path, remedy: remedy)
    self.data = data
    sha256 = digest.sha256
  }

  /// SHA-256 of bytes in hexadecimal.
  static func sha256(of data: Data) -> String { SHA256.hash(data: data).hexadecimal }
}

/// The two hashes of a file.
struct ModelDigest: Sendable, Hashable {
  let sha256: String
  let sha384: String

  /// - Throws: ``VisionError`` with code `modelHashMismatch` when size or a hash differ from the manifest's.
  func check(against file: ModelFile, bytes: Int, path: String, remedy: String) throws {
    if let wanted = file.sha256, wanted.lowercased() != sha256 {
      throw mismatch(path, "SHA-256", found: sha256, wanted: wanted, remedy)
    }
    if let wanted = file.sha384, wanted.lowercased() != sha384 {
      throw mismatch(path, "SHA-384", found: sha384, wanted: wanted, remedy)
    }
    guard bytes == file.bytes, file.sha256 != nil || file.sha384 != nil else {
      throw VisionError(
        .modelHashMismatch, "model file \(path) has \(bytes) bytes instead of \(file.bytes); \(remedy)")
    }
  }

  private func mismatch(_ path: String, _ kind: String, found: String, wanted: String, _ remedy: String) -> VisionError
  {
    VisionError(
      .modelHashMismatch,
      "model file \(path) has \(kind) \(found.prefix(12))… instead of \(wanted.prefix(12))…; \(remedy)")
  }
}

extension Sequence where Element == UInt8 {
  /// Two lower-case digits per byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
