internal import Crypto
internal import Foundation
internal import Synchronization
internal import VeilMedia

/// A model file that is being written: hashed as it grows, renamed into place only when it is the expected one.
final class ModelDownload: Sendable {
  private struct State {
    var handle: FileHandle?
    var sha256 = SHA256()
    var sha384 = SHA384()
    var bytes = 0
  }

  private let file: ModelFile
  private let partial: PartialFile
  private let state: Mutex<State>

  init(_ file: ModelFile, in folder: String) throws {
    self.file = file
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw VisionError(.download, "folder \(folder) cannot be made; choose another with VEILCAM_MODELS")
    }
    partial = try Self.writing { try PartialFile(for: folder + "/" + file.name, reading: [], overwrites: true) }
    guard let handle = FileHandle(forWritingAtPath: partial.path) else {
      throw VisionError(.download, "\(partial.destination) cannot be written")
    }
    state = Mutex(State(handle: handle))
  }

  deinit { discard() }

  /// Appends bytes and returns how many there are now.
  /// - Throws: ``VisionError`` when the file grows beyond its expected size or the disk refuses.
  func append(_ bytes: [UInt8]) throws -> Int {
    try state.withLock { state in
      guard state.bytes + bytes.count <= file.bytes else {
        throw VisionError(
          .modelHashMismatch, "\(file.url ?? file.name) delivers more than the expected \(file.bytes) bytes")
      }
      do {
        try state.handle?.write(contentsOf: bytes)
      } catch {
        throw VisionError(.download, "\(partial.destination) cannot be written: \(error.localizedDescription)")
      }
      state.sha256.update(data: bytes)
      state.sha384.update(data: bytes)
      state.bytes += bytes.count
      return state.bytes
    }
  }

  /// Checks size and hashes and moves the file to its place.
  /// - Throws: ``VisionError`` with code `modelHashMismatch` when it is another file; nothing is left behind then.
  func finish() throws {
    let (digest, bytes) = try state.withLock { state in
      try state.handle?.synchronize()
      try state.handle?.close()
      state.handle = nil
      let digest = ModelDigest(
        sha256: state.sha256.finalize().hexadecimal, sha384: state.sha384.finalize().hexadecimal)
      return (digest, state.bytes)
    }
    try digest.check(
      against: file, bytes: bytes, path: file.url ?? partial.destination,
      remedy: "try again later, or fetch it by other means")
    try Self.writing { try partial.commit() }
  }

  /// Removes what was written, unless it has been moved to its place.
  private func discard() {
    state.withLock { state in
      try? state.handle?.close()
      state.handle = nil
    }
    partial.discard()
  }

  private static func writing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw VisionError(.download, "\(error)")
    }
  }
}
