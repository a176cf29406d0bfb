/// What a picture's EXIF block (JEITA CP-3451, a TIFF structure) says that matters here: which way is up, and where.
package struct ExifFacts: Sendable, Hashable {
  /// 1...8 as EXIF counts; 1 is upright.
  package var orientation = 1
  /// True if there is a GPS directory, even an unreadable one.
  package var hasLocation = false
  /// Where the picture was taken.
  package var position: GeoPosition?

  package init() {}

  /// Reads a TIFF structure; what makes no sense is passed over.
  init(tiff bytes: [UInt8]) {
    guard let reader = TiffReader(bytes) else { return }
    let main = reader.directory(at: reader.firstDirectory)
    if let value = main[0x0112].map({ reader.short($0) }), (1...8).contains(value) { orientation = value }
    guard let pointer = main[0x8825] else { return }
    hasLocation = true
    let gps = reader.directory(at: reader.long(pointer))
    guard let latitude = gps[2].flatMap({ reader.degrees($0) }), let longitude = gps[4].flatMap({ reader.degrees($0) })
    else { return }
    let isSouth = gps[1].map { reader.character($0) } == UInt8(ascii: "S")
    let isWest = gps[3].map { reader.character($0) } == UInt8(ascii: "W")
    position = GeoPosition(latitude: isSouth ? -latitude : latitude, longitude: isWest ? -longitude : longitude)
  }
}

/// Reads numbers of a TIFF 6.0 structure in its own byte order; zero behind its end.
private struct TiffReader {
  private let bytes: [UInt8]
  private let isLittle: Bool

  init?(_ bytes: [UInt8]) {
    switch bytes.prefix(4) {
    case [0x49, 0x49, 0x2A, 0]: isLittle = true
    case [0x4D, 0x4D, 0, 0x2A]: isLittle = false
    default: return nil
    }
    self.bytes = bytes
  }

  var firstDirectory: Int { number(at: 4, size: 4) }

  /// Offsets of entries by their tag.
  func directory(at offset: Int) -> [Int: Int] {
    guard offset > 0, offset + 2 <= bytes.count else { return [:] }
    var entries: [Int: Int] = [:]
    for index in 0..<number(at: offset, size: 2) {
      let entry = offset + 2 + 12 * index
      guard entry + 12 <= bytes.count else { break }
      entries[number(at: entry, size: 2)] = entry
    }
    return entries
  }

  func short(_ entry: Int) -> Int { number(at: entry + 8, size: 2) }

  func long(_ entry: Int) -> Int { number(at: entry + 8, size: 4) }

  func character(_ entry: Int) -> UInt8? { entry + 8 < bytes.count ? bytes[entry + 8] : nil }

  /// Three rationals: degrees, minutes, seconds.
  func degrees(_ entry: Int) -> Double? {
    let offset = long(entry)
    guard number(at: entry + 4, size: 4) == 3, offset > 0, offset + 24 <= bytes.count else { return nil }
    let parts = (0..<3).map { index in
      let denominator = number(at: offset + 8 * index + 4, size: 4)
      return denominator == 0 ? 0 : Double(number(at: offset + 8 * index, size: 4)) / Double(denominator)
    }
    return parts[0] + parts[1] / 60 + parts[2] / 3600
  }

  private func number(at offset: Int, size: Int) -> Int {
    guard offset >= 0, offset + size <= bytes.count else { return 0 }
    let digits = bytes[offset..<offset + size]
    return isLittle ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
  }
}
