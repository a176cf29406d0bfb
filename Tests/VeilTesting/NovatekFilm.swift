import Foundation

/// A film with hidden positions as cameras with Novatek processors write them.
package enum NovatekFilm {
  /// Three blocks, of which the middle one has no fix: 48.13694 N, 11.57528 W on 2024-05-06 at 07:08:09 and later.
  ///
  /// - Parameter recordOffset: where in a block the record begins; cameras differ.
  package static func make(in folder: TemporaryFolder, recordOffset: Int) throws -> String {
    let path = folder.path("novatek.mp4")
    if FFmpegTool.isPresent {
      try FFmpegTool.run(
        ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast"]
          + ["-pix_fmt", "yuv420p", path])
    } else {
      // Only the boxes matter to the reader of positions.
      try Data(box("ftyp", Array("isom".utf8) + [0, 0, 0, 0]) + box("moov", [])).write(to: URL(filePath: path))
    }
    var film = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let moov = try moovStart(of: film)
    // The list goes to the end of moov, which is the last box, and the blocks behind it.
    let listSize = 8 + 8 + 3 * 8
    let blockSize = 256
    let firstBlock = film.count + listSize
    var list = [UInt8](repeating: 0, count: 8)
    for index in 0..<3 { list += bytes(UInt32(firstBlock + index * blockSize)) + bytes(UInt32(blockSize)) }
    let size = film[moov..<moov + 4].reduce(0) { $0 << 8 | Int($1) }
    film.replaceSubrange(moov..<moov + 4, with: bytes(UInt32(size + listSize)))
    film += box("gps ", list)
    for index in 0..<3 {
      film += block(second: UInt32(9 + index), hasFix: index != 1, size: blockSize, at: recordOffset)
    }
    try Data(film).write(to: URL(filePath: path))
    return path
  }

  private static func moovStart(of film: [UInt8]) throws -> Int {
    var position = 0
    while position + 8 <= film.count {
      if film[position + 4..<position + 8].elementsEqual("moov".utf8) { return position }
      position += max(8, film[position..<position + 4].reduce(0) { $0 << 8 | Int($1) })
    }
    throw FFmpegTool.Failure(description: "no moov")
  }

  private static func block(second: UInt32, hasFix: Bool, size: Int, at offset: Int) -> [UInt8] {
    var block = bytes(UInt32(size)) + Array("freeGPS ".utf8)
    block += [UInt8](repeating: 0, count: offset - block.count)
    for number in [7, 8, second, 24, 5, 6] as [UInt32] { block += bytes(number).reversed() }
    block += Array((hasFix ? "A" : "V").utf8) + Array("NW".utf8) + [0]
    for value in [4808.2164, 1134.5168, 20.0, 90.0] as [Float] { block += bytes(value.bitPattern).reversed() }
    return block + [UInt8](repeating: 0, count: size - block.count)
  }

  private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
    bytes(UInt32(content.count + 8)) + Array(type.utf8) + content
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
