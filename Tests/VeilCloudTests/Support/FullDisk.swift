import Cryptography
import Synchronization
import VeilCloud
import VeilCloudAPI

/// Blobs on a disk that a test fills.
final class FullDisk: Sendable {
  private let state = Mutex(false)

  var isFull: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  func wrapping(_ store: any BlobStore) -> any BlobStore { Blobs(store: store, disk: self) }

  func check() throws { if isFull { throw CloudError(.diskFull, "the disk is full") } }

  private struct Blobs: BlobStore {
    let store: any BlobStore
    let disk: FullDisk

    func put(_ bytes: [UInt8], as name: Hash256) async throws {
      try disk.check()
      try await store.put(bytes, as: name)
    }

    func adopt(part: String, as name: Hash256) async throws {
      try disk.check()
      try await store.adopt(part: part, as: name)
    }

    func open(_ name: Hash256) async throws -> (any BlobReading)? { try await store.open(name) }
    func remove(_ name: Hash256) async throws { try await store.remove(name) }
    func removePart(_ part: String) async throws { try await store.removePart(part) }

    func soundChunks(ofPart part: String, leaves: [Hash256]) async throws -> Int {
      try await store.soundChunks(ofPart: part, leaves: leaves)
    }

    func openPart(_ part: String, at length: Int) async throws -> any BlobWriting {
      Writer(file: try await store.openPart(part, at: length), disk: disk)
    }
  }

  /// Fills up in the middle of a part.
  private struct Writer: BlobWriting {
    let file: any BlobWriting
    let disk: FullDisk

    func append(_ bytes: [[UInt8]]) async throws {
      try await file.append(bytes)
      try disk.check()
    }

    func finish() async throws -> [Hash256] { try await file.finish() }
    func rollBack() async { await file.rollBack() }
  }
}
