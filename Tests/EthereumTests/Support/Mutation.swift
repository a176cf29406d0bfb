/// Damages bytes in the ways that find mistakes in decoders.
enum Mutation {
  static func apply(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...generator.below(4) {
      guard !bytes.isEmpty else { return generator.bytes(0...64) }
      let place = generator.below(bytes.count)
      switch generator.below(8) {
      case 0: bytes[place] ^= 1 << UInt8(generator.below(8))
      case 1: bytes[place] = [0x00, 0xFF, 0x7F, 0x80, 0x81, 0xB8, 0xBF, 0xC0, 0xF8, 0xFF][generator.below(10)]
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.insert(UInt8(generator.below(256)), at: place)
      case 4: bytes.remove(at: place)
      case 5:
        let end = min(bytes.count, place + 1 + generator.below(40))
        bytes.insert(contentsOf: bytes[place..<end], at: generator.below(bytes.count))
      case 6:
        let end = min(bytes.count, place + 32)
        for index in place..<end { bytes[index] = generator.bool() ? 0xFF : 0 }
      default: bytes[place] = UInt8(generator.below(256))
      }
    }
    return bytes
  }
}
