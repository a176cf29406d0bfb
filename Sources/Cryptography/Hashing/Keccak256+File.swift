internal import Glibc

extension Keccak256 {
  /// The hash of a file, read in parts of 256 KiB, which stay in the processor's cache while the system reads ahead.
  /// (Mapping the file would spare a copy, but end the process where another one shortens the file meanwhile.) Blocks the
  /// calling thread while it reads.
  /// Throws `notReadable`.
  package static func hash(contentsOf path: String) throws -> Hash256 {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw notReadable(path) }
    defer { close(file) }
    posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
    var hash = Keccak256()
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { part.deallocate() }
    while true {
      let count = read(file, part.baseAddress, part.count)
      if count == 0 { return hash.finalize() }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw notReadable(path) }
      hash.update(UnsafeRawBufferPointer(rebasing: part[..<count]))
    }
  }

  private static func notReadable(_ path: String) -> CryptographyError {
    CryptographyError(.notReadable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
