internal import Foundation

/// Positions that cameras with Novatek processors hide between the samples of an MP4: a `gps ` box in `moov` lists blocks
/// that begin with `freeGPS `. There is no published specification; the layout is what readers of such films agree on.
enum NovatekBoxes {
  /// Blocks larger than this are not read.
  private static let blockLimit = 100_000

  /// Nil if the film has no such box; an empty track if its blocks are not understood or the receiver had no fix.
  static func read(_ path: String) throws -> LocationTrack? {
    let file = try ByteFile(path: path)
    guard let moov = try IsoBoxes(path: path).boxes.first(where: { $0.type == "moov" }),
      let list = try IsoBoxes.read(file, from: moov.content, to: min(moov.end, file.size)).first(where: {
        $0.type == "gps "
      })
    else { return nil }
    let length = Int(min(list.end, file.size) - min(list.content, file.size))
    let entries = try file.bytes(at: list.content, count: min(length, 8 * 100_000))
    // Eight bytes of version and count, then pairs of offset and size; one block for a second of film.
    let fixes = try stride(from: 8, to: entries.count - 7, by: 8).enumerated().compactMap { second, offset in
      guard let start = entries.bigEndian32(at: offset), let size = entries.bigEndian32(at: offset + 4) else {
        return LocationFix?.none
      }
      let block = try file.bytes(at: UInt64(start), count: min(Int(size), blockLimit))
      var found = fix(block)
      found?.filmTime = Double(second)
      return found
    }
    return LocationTrack(fixes: fixes)
  }

  static func fix(_ block: [UInt8]) -> LocationFix? {
    guard block.count > 12, block[4..<12].elementsEqual("freeGPS ".utf8) else { return nil }
    if let fix = record(block, at: 48) ?? record(block, at: 16) { return fix }
    return NMEASentence.fixes(in: String(decoding: block.prefix(4096), as: UTF8.self)).first
  }

  /// Little-endian: hour, minute, second, year, month, day; `A`, `N`, `E`, one byte; latitude, longitude (`ddmm.mmmm`),
  /// knots, course as 32-bit floats.
  private static func record(_ block: [UInt8], at offset: Int) -> LocationFix? {
    guard offset + 44 <= block.count, block[offset + 24] == UInt8(ascii: "A") else { return nil }
    let (northSouth, eastWest) = (block[offset + 25], block[offset + 26])
    guard [UInt8(ascii: "N"), UInt8(ascii: "S")].contains(northSouth),
      [UInt8(ascii: "E"), UInt8(ascii: "W")].contains(eastWest)
    else { return nil }
    let numbers = (0..<6).compactMap { block.littleEndian32(at: offset + 4 * $0).map(Int.init) }
    let floats = (0..<3).compactMap {
      block.littleEndian32(at: offset + 28 + 4 * $0).map { Double(Float(bitPattern: $0)) }
    }
    guard numbers.count == 6, floats.count == 3, floats.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
    let latitude = NMEASentence.degrees(floats[0])
    let longitude = NMEASentence.degrees(floats[1])
    guard
      let position = GeoPosition(
        latitude: northSouth == UInt8(ascii: "S") ? -latitude : latitude,
        longitude: eastWest == UInt8(ascii: "W") ? -longitude : longitude)
    else { return nil }
    let year = numbers[3] < 100 ? 2000 + numbers[3] : numbers[3]
    return LocationFix(
      position: position,
      unixTime: CalendarTime.unix(
        year: year, month: numbers[4], day: numbers[5], hour: numbers[0], minute: numbers[1], second: Double(numbers[2])
      ),
      speed: floats[2] * LocationFix.knot)
  }
}
