internal import Glibc

/// Secret bytes in memory that is locked where the system allows it, left out of core dumps and zeroed when the last
/// owner lets go. Its text and its mirror show the count and never the content. Intermediate values that a calculation
/// leaves in registers and on the stack are out of its reach.
///
/// `@unchecked Sendable`: the bytes are written only while the object is being made and are read-only afterwards.
package final class SecretBytes: @unchecked Sendable {
  package let count: Int
  private let address: UnsafeMutableRawPointer

  /// Lets `fill` write `count` bytes, which are zero before. Throws what `fill` throws, and `outOfMemory`.
  package init(count: Int, filling fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
    guard count >= 0 else { throw CryptographyError(.invalidLength, "a secret cannot have fewer than no bytes") }
    self.count = count
    address = try SecretMemory.allocate(count)
    try fill(UnsafeMutableRawBufferPointer(start: address, count: count))
  }

  /// Copies bytes. The caller's own copy stays with the caller, who should not keep it.
  package convenience init(copying bytes: some Collection<UInt8>) throws {
    try self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Fresh bytes from the system's random source.
  package static func random(count: Int) throws -> SecretBytes {
    try SecretBytes(count: count) { RandomBytes.fill($0) }
  }

  deinit {
    SecretMemory.release(address, count)
  }

  /// Reads the bytes in place. Do not let the pointer out of `body`.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(start: address, count: count)) }
  }

  /// Lends the address of the bytes as C wants it.
  func withBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafePointer(address.assumingMemoryBound(to: UInt8.self))) }
  }

  /// Compares in a time that depends on the counts only.
  package func equals(_ other: SecretBytes) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { mine in
      other.withUnsafeBytes { theirs in
        var difference: UInt8 = 0
        for index in 0..<count { difference |= mine[index] ^ theirs[index] }
        return difference == 0
      }
    }
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "SecretBytes(\(count) bytes)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
