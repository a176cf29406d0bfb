package import Cryptography

/// Keeps files by their hash. A file is there as a whole or not at all.
package protocol BlobStore: Sendable {
  /// Writes a whole small file.
  /// - Throws: ``CloudError`` `diskFull`.
  func put(_ bytes: [UInt8], as name: Hash256) async throws

  /// Takes a file over that was written to ``partPath(_:)``, under its final name.
  func adopt(part: String, as name: Hash256) async throws

  /// Opens a file; nil where there is none.
  func open(_ name: Hash256) async throws -> (any BlobReading)?

  func remove(_ name: Hash256) async throws

  /// Opens a part that grows, cut to a length; made if it is not there.
  func openPart(_ part: String, at length: Int) async throws -> any BlobWriting

  func removePart(_ part: String) async throws

  /// How many of a part's first chunks of 1 MiB have the given hashes.
  func soundChunks(ofPart part: String, leaves: [Hash256]) async throws -> Int
}

/// A file that is read at any place.
package protocol BlobReading: Sendable {
  var byteCount: Int { get }
  /// Bytes from an offset, at most `count`.
  func bytes(at offset: Int, count: Int) async throws -> [UInt8]
}

/// A file that grows at its end, hashed in chunks of 1 MiB while it does.
package protocol BlobWriting: Sendable {
  /// - Throws: ``CloudError`` `diskFull`.
  func append(_ bytes: [[UInt8]]) async throws
  /// Hashes of the chunks that were appended.
  func finish() async throws -> [Hash256]
  /// Drops what was appended.
  func rollBack() async
}
