internal import Cryptography
internal import Foundation
internal import VeilEvidence

/// Downloads a sealed film into a folder. What was fetched before an interruption is kept and gone on from; the file gets
/// its name only when its root is the one that was asked for.
struct BlobFetcher {
  /// Hands over the bytes from an offset on; returns the whole length.
  typealias Source =
    @Sendable (_ offset: Int, _ body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void) async throws
    -> Int

  let folder: String

  /// Larger files are refused: no incident has one.
  static let limit = 64 << 30

  /// The film, if it was fetched before.
  func fetched(_ root: Hash256) async throws -> String? {
    let path = path(root)
    guard FileManager.default.fileExists(atPath: path), try await Self.root(of: path) == root else { return nil }
    return path
  }

  private func path(_ root: Hash256) -> String { folder + "/\(root.hex.prefix(16)).veil" }

  /// - Returns: the path of the sealed film.
  /// - Throws: `swappedCiphertext` where the source serves another file; nothing of it remains.
  func fetch(_ root: Hash256, from source: Source, progress: ByteProgress?) async throws -> String {
    if let path = try await fetched(root) { return path }
    let path = path(root)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let partial = folder + "/.\(root.hex).fetch.partial"
    let isFresh = !FileManager.default.fileExists(atPath: partial)
    try await download(from: source, to: partial, progress: progress)
    if try await Self.root(of: partial) != root {
      // A part that was fetched long ago may be at fault: once more from the start, then never again.
      try FileManager.default.removeItem(atPath: partial)
      guard !isFresh else { throw Self.swapped }
      try await download(from: source, to: partial, progress: progress)
      guard try await Self.root(of: partial) == root else {
        try FileManager.default.removeItem(atPath: partial)
        throw Self.swapped
      }
    }
    guard rename(partial, path) == 0 else { throw DeskError(.notWritable, "\(path) cannot be written") }
    return path
  }

  private static let swapped = DeskError(
    .swappedCiphertext, "another file was served than the one that the evidence commits to; nothing was opened")

  private func download(
    from source: Source, to partial: String, progress: ByteProgress?
  ) async throws {
    let file = try AppendedFile(partial)
    let total = try await source(file.byteCount) { part, total in
      guard total <= Self.limit, file.byteCount + part.count <= total else {
        throw DeskError(.refused, "more was sent than a film can have")
      }
      try file.append(part)
      progress?(file.byteCount, total)
    }
    try file.close()
    // A part that is longer than the film is wrong, which its root tells.
    guard file.byteCount >= total else {
      throw DeskError(
        .unreachable, "the transfer ended after \(file.byteCount) of \(total) bytes; do the same again to go on")
    }
  }

  private static func root(of path: String) async throws -> Hash256 {
    try await EvidenceWorker.shared.run { try ContentTree(ofFile: path).root }
  }
}
