internal import Glibc
internal import Synchronization

/// Where secrets live: pages of their own, locked into memory (so never swapped out) where the system's limit allows
/// it, left out of core dumps, and zeroed when given back. Small secrets share pages in slots, which are kept for the
/// next secret of their size.
enum SecretMemory {
  /// Sizes of slots; larger secrets have pages of their own.
  private static let slotByteCounts = [64, 512]
  private static let slabByteCount = 16_384

  /// Free slots of each size. `@unchecked Sendable`: every address in it came from `map` and belongs to nobody else.
  private struct FreeLists: ~Copyable, @unchecked Sendable {
    var slots: [[UnsafeMutableRawPointer]] = slotByteCounts.map { _ in [] }
  }

  private static let free = Mutex(FreeLists())

  /// At least `byteCount` zero bytes, 64-byte aligned. Throws `outOfMemory`.
  static func allocate(_ byteCount: Int) throws -> UnsafeMutableRawPointer {
    guard let size = slotByteCounts.firstIndex(where: { byteCount <= $0 }) else { return try map(byteCount) }
    return try free.withLock { lists in
      if let slot = lists.slots[size].popLast() { return slot }
      let slab = try map(slabByteCount)
      let step = slotByteCounts[size]
      lists.slots[size] = stride(from: step, to: slabByteCount, by: step).map { slab + $0 }
      return slab
    }
  }

  /// Zeroes and gives back what `allocate` returned for the same count.
  static func release(_ address: UnsafeMutableRawPointer, _ byteCount: Int) {
    erase(address, byteCount)
    guard let size = slotByteCounts.firstIndex(where: { byteCount <= $0 }) else {
      munmap(address, byteCount)
      return
    }
    free.withLock { $0.slots[size].append(address) }
  }

  /// Zeroes memory in a way that the compiler may not leave out.
  static func erase(_ address: UnsafeMutableRawPointer, _ byteCount: Int) {
    explicit_bzero(address, byteCount)
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
