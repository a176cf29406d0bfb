/// Bytes from the system's random source (getrandom).
package enum RandomBytes {
  /// Overwrites all of the memory.
  package static func fill(_ memory: UnsafeMutableRawBufferPointer) {
    var source = SystemRandomNumberGenerator()
    var offset = 0
    while offset < memory.count {
      var word = source.next()
      let count = min(8, memory.count - offset)
      withUnsafeBytes(of: &word) {
        UnsafeMutableRawBufferPointer(rebasing: memory[offset..<offset + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      offset += count
    }
  }

  /// Fresh bytes that are not secret: nonces, identifiers, salts.
  package static func make(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, initialised in
      fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: max(count, 0)))
      initialised = max(count, 0)
    }
  }
}
