package import Cryptography
internal import Glibc
internal import VeilCloudAPI
internal import VeilEvidence

/// Blobs in a folder, `blobs/ab/abcd…`, and growing parts in `parts/`. Written beside, flushed, renamed.
package actor FolderBlobStore: BlobStore {
  private let executor = FileExecutor()
  private let folder: String

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Throws: ``CloudError`` `localFile`.
  package init(folder: String) throws {
    self.folder = folder
    for path in [folder, folder + "/blobs", folder + "/parts"] { try FileCall.makeFolder(path) }
  }

  package func put(_ bytes: [UInt8], as name: Hash256) throws {
    let part = "whole-\(name.hex)-\(UInt32.random(in: 0 ... .max))"
    do {
      let file = try FileHandleBox(path(ofPart: part), flags: O_CREAT | O_EXCL | O_WRONLY)
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
      try adopt(part: part, as: name)
    } catch {
      removePart(part)
      throw error
    }
  }

  package func adopt(part: String, as name: Hash256) throws {
    let destination = path(of: name)
    let parent = folder + "/blobs/" + name.hex.prefix(2)
    try FileCall.makeFolder(parent)
    let file = try FileHandleBox(path(ofPart: part), flags: O_RDWR)
    try file.flush()
    try FileCall.check(rename(path(ofPart: part), destination))
    try FileHandleBox(parent, flags: O_RDONLY | O_DIRECTORY).flush()
  }

  package func open(_ name: Hash256) throws -> (any BlobReading)? {
    let path = path(of: name)
    guard access(path, F_OK) == 0 else { return nil }
    return try FolderBlobReader(path)
  }

  package func remove(_ name: Hash256) { unlink(path(of: name)) }

  package func openPart(_ part: String, at length: Int) throws -> any BlobWriting {
    try FolderBlobWriter(path(ofPart: part), at: length)
  }

  package func removePart(_ part: String) { unlink(path(ofPart: part)) }

  package func soundChunks(ofPart part: String, leaves: [Hash256]) throws -> Int {
    guard let file = try? FileHandleBox(path(ofPart: part), flags: O_RDONLY) else { return 0 }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: ContentTree.chunkByteCount, alignment: 64)
    defer { chunk.deallocate() }
    for (index, leaf) in leaves.enumerated() {
      let count = try file.read(into: chunk, at: index * chunk.count)
      let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(chunk)[..<count])
      guard try ContentTree(of: bytes).root == leaf else { return index }
    }
    return leaves.count
  }

  private func path(of name: Hash256) -> String { "\(folder)/blobs/\(name.hex.prefix(2))/\(name.hex)" }

  /// Names of parts are the store's own hexadecimal digits and words, so that none can lead out of the folder.
  private func path(ofPart part: String) -> String {
    folder + "/parts/" + part.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
