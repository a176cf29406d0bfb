internal import Glibc
internal import Synchronization

/// Where secrets live: pages of their own, locked into memory (so never swapped out) where the system's limit allows
/// it, left out of core dumps, and zeroed when given back. Small secrets share pages in slots of 64 bytes.
enum SecretMemory {
  private static let slotByteCount = 64
  private static let slabByteCount = 16_384

  /// Free slots. Every address in it came from `map` and belongs to nobody.
  private struct FreeList: ~Copyable, @unchecked Sendable {
    var slots: [UnsafeMutableRawPointer] = []
  }

  private static let free = Mutex(FreeList())

  /// At least `byteCount` zero bytes, 64-byte aligned. Throws `outOfMemory`.
  static func allocate(_ byteCount: Int) throws -> UnsafeMutableRawPointer {
    guard byteCount <= slotByteCount else { return try map(byteCount) }
    return try free.withLock { list in
      if let slot = list.slots.popLast() { return slot }
      let slab = try map(slabByteCount)
      list.slots = stride(from: slotByteCount, to: slabByteCount, by: slotByteCount).map { slab + $0 }
      return slab
    }
  }

  /// Zeroes and gives back what `allocate` returned for the same count.
  static func release(_ address: UnsafeMutableRawPointer, _ byteCount: Int) {
    guard byteCount <= slotByteCount else {
      explicit_bzero(address, byteCount)
      munmap(address, byteCount)
      return
    }
    explicit_bzero(address, slotByteCount)
    free.withLock { $0.slots.append(address) }
  }

  private static func map(_ byteCount: Int) throws -> UnsafeMutableRawPointer {
    let address = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else {
      throw CryptographyError(.outOfMemory, "no memory left for \(byteCount) secret bytes")
    }
    mlock(address, byteCount)
    madvise(address, byteCount, MADV_DONTDUMP)
    return address
  }
}
