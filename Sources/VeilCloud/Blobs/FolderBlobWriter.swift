internal import Cryptography
internal import Glibc
internal import VeilEvidence

/// Writes and hashes a part of an upload on a thread of its own.
actor FolderBlobWriter: BlobWriting {
  private let executor = FileExecutor()
  private let file: FileHandleBox
  private let start: Int
  private var length: Int
  private let hasher = ChunkHasher()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ path: String, at length: Int) throws {
    file = try FileHandleBox(path, flags: O_RDWR | O_CREAT)
    try file.truncate(to: length)
    start = length
    self.length = length
  }

  func append(_ bytes: [[UInt8]]) throws {
    let before = length
    for piece in bytes {
      try piece.withUnsafeBytes { bytes in
        try hasher.update(bytes)
        try file.write(bytes, at: length)
      }
      length += piece.count
    }
    file.startWriting(from: before, count: length - before)
  }

  func finish() throws -> [Hash256] { try hasher.finish() }

  func rollBack() { try? file.truncate(to: start) }
}
