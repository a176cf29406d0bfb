internal import VeilCloudAPI

/// Reads a blob on a thread of its own.
actor FolderBlobReader: BlobReading {
  private let executor = FileExecutor()
  private let file: FileHandleBox
  nonisolated let byteCount: Int

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ path: String) throws {
    file = try FileHandleBox(path, flags: 0)
    byteCount = try file.byteCount()
  }

  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    let count = max(0, min(count, byteCount - offset))
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]), at: offset)
    }
  }
}
