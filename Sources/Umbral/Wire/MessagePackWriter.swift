/// Writes the part of MessagePack that Umbral's wire forms use.
struct MessagePackWriter {
  private(set) var written: [UInt8] = []

  mutating func array(_ count: Int) {
    written += MessagePackWriter.arrayHead(count)
  }

  /// A byte string of at most 255 bytes; the callers' are 32, 33 and 64 long.
  mutating func bytes(_ bytes: some Collection<UInt8>) {
    written += [0xC4, UInt8(truncatingIfNeeded: bytes.count)]
    written += bytes
  }

  mutating func boolean(_ value: Bool) {
    written.append(value ? 0xC3 : 0xC2)
  }

  /// One byte for up to 15 elements, three for more.
  static func arrayHead(_ count: Int) -> [UInt8] {
    count < 16
      ? [0x90 | UInt8(truncatingIfNeeded: count)]
      : [0xDC, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
  }
}
