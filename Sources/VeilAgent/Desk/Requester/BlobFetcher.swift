internal import Cryptography
internal import Foundation
internal import VeilEvidence

/// Downloads a sealed film into a folder. What was fetched before an interruption is kept and gone on from; the file gets
/// its name only when its root is the one that was asked for.
struct BlobFetcher {
  let cloud: any SharingCloud
  let folder: String

  /// Larger files are refused: no incident has one.
  static let limit = 64 << 30

  /// - Returns: the path of the sealed film.
  /// - Throws: `swappedCiphertext` where the cloud serves another file; nothing of it remains.
  func fetch(_ root: Hash256, grant: DownloadGrant, progress: ByteProgress?) async throws -> String {
    let path = folder + "/\(root.hex.prefix(16)).veil"
    if FileManager.default.fileExists(atPath: path), try await Self.root(of: path) == root { return path }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let partial = folder + "/.\(root.hex).fetch.partial"
    let isFresh = !FileManager.default.fileExists(atPath: partial)
    try await download(root, grant: grant, to: partial, progress: progress)
    if try await Self.root(of: partial) != root {
      // A part that was fetched long ago may be at fault: once more from the start, then never again.
      try FileManager.default.removeItem(atPath: partial)
      guard !isFresh else { throw Self.swapped }
      try await download(root, grant: grant, to: partial, progress: progress)
      guard try await Self.root(of: partial) == root else {
        try FileManager.default.removeItem(atPath: partial)
        throw Self.swapped
      }
    }
    guard rename(partial, path) == 0 else { throw DeskError(.notWritable, "\(path) cannot be written") }
    return path
  }

  private static let swapped = DeskError(
    .swappedCiphertext, "the cloud served another file than the one that the evidence commits to; nothing was opened")

  private func download(
    _ root: Hash256, grant: DownloadGrant, to partial: String, progress: ByteProgress?
  ) async throws {
    let file = try AppendedFile(partial)
    let total = try await cloud.download(root, grant: grant, from: file.byteCount) { part, total in
      guard total <= Self.limit, file.byteCount + part.count <= total else {
        throw DeskError(.refused, "the cloud sends more than a film can have")
      }
      try file.append(part)
      progress?(file.byteCount, total)
    }
    try file.close()
    guard file.byteCount == total else {
      throw DeskError(
        .unreachable, "the transfer ended after \(file.byteCount) of \(total) bytes; do the same again to go on")
    }
  }

  private static func root(of path: String) async throws -> Hash256 {
    try await EvidenceWorker.shared.run { try ContentTree(ofFile: path).root }
  }
}
