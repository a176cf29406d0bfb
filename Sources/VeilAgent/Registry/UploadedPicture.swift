import Foundation
import VeilConsole
import VeilMedia
import VeilRegistry

/// A picture from a form as a file, for as long as it is looked at.
enum UploadedPicture {
  /// - Throws: ``RegistryError`` `unusableFace` for what is no picture; whatever the body throws.
  static func with<Result>(
    _ file: UploadForm.File, _ body: (_ path: String) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-upload-\(UUID().uuidString)")
    let name = name(of: file)
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(file.bytes).write(to: folder.appending(path: name))
    } catch {
      throw RegistryError(.notWritable, "there is no room for \(name) in the folder for temporary files")
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      return try await body(folder.appending(path: name).path)
    } catch is MediaError {
      throw RegistryError(.unusableFace, "\(name) cannot be read as a picture; choose a JPEG, PNG or WebP")
    }
  }

  /// The file's own name as far as it is letters, digits, dots and dashes.
  static func name(of file: UploadForm.File) -> String {
    let last = file.name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let plain = String(last.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" }.suffix(60))
    return plain.allSatisfy { $0 == "." || $0 == "_" } ? "picture" : plain
  }
}
