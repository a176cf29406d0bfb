package import Cryptography
internal import Ethereum
internal import Foundation

/// Keeps each operation in a file of a folder, written beside its name, forced to the disk and renamed.
package struct FileOutboxStore: OutboxStore {
  private static let maximumFileSize = 8 << 20

  private let folder: String

  /// Makes the folder, and those that it lies in, where they are missing.
  /// - Throws: ``LedgerError`` with `notWritable` where the folder cannot be made.
  package init(folder: String) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw LedgerError(.notWritable, "the outbox \(folder) cannot be made; check the disk and its permissions")
    }
  }

  package func load(_ name: Hash256) async throws -> OutboxEntry? {
    guard access(path(name), F_OK) == 0 else { return nil }
    return try OutboxEntry(json: JSON(parsing: PrivateFile.read(path(name), limit: Self.maximumFileSize)))
  }

  package func save(_ entry: OutboxEntry, as name: Hash256) async throws {
    try PrivateFile.write(Array(entry.json.text.utf8), to: path(name))
  }

  package func remove(_ name: Hash256) async throws {
    guard unlink(path(name)) == 0 || errno == ENOENT else {
      throw LedgerError(.notWritable, "\(path(name)) cannot be removed: \(String(cString: strerror(errno)))")
    }
  }

  private func path(_ name: Hash256) -> String { folder + "/" + name.hex + ".json" }
}
