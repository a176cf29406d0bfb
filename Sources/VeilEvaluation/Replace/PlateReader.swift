import Foundation
import VeilMedia

/// Reads plates with a ``TextReader``, as an attacker would who knows where they are: enlarged, and prepared in more than
/// one way, of which the best counts.
struct PlateReader {
  /// Rows to which plates are enlarged: sizes of which the reader likes one or the other better.
  private static let rows = [44, 72]
  /// Pixels of the plate's ground that are put around it, without which letters at its rim are not read.
  private static let margin = 20

  private let reader: TextReader
  private let folder: URL

  /// - Parameter folder: for pictures that are given to the reader.
  init(_ reader: TextReader, folder: URL) {
    self.reader = reader
    self.folder = folder
  }

  /// What is read of a part of a frame: as it is, and with its contrast stretched.
  func readings(of frame: VideoFrame, plate: PixelRect) async throws -> [String] {
    let picture = try BGRPicture(of: frame, region: plate, width: plate.width, height: plate.height)
    let pictures = [picture, Self.stretched(picture)]
    return try await readings(of: pictures.map { ($0, Self.ground(of: $0)) })
  }

  /// What is read of a part of an edge map, 255 on edges: the lines, what they enclose filled, and the same with lines so
  /// thick that gaps in them are closed.
  func readings(ofEdges edges: [UInt8], width: Int, plate: PixelRect) async throws -> [String] {
    var lines: [Bool] = []
    for y in plate.y..<plate.y + plate.height {
      lines += edges[y * width + plate.x..<y * width + plate.x + plate.width].map { $0 > 0 }
    }
    let fill = ContourFill(width: plate.width, height: plate.height, lines: lines)
    let pictures = [lines, fill.ink, fill.thickened.ink].map { ink in
      BGRPicture(
        width: plate.width, height: plate.height, bytes: ink.flatMap { [UInt8](repeating: $0 ? 0 : 255, count: 3) })
    }
    return try await readings(of: pictures.map { ($0, [255, 255, 255]) })
  }

  /// - Parameter pictures: each with the colour of its ground.
  private func readings(of pictures: [(BGRPicture, ground: [UInt8])]) async throws -> [String] {
    var readings: [String] = []
    for (picture, ground) in pictures {
      for rows in Self.rows { readings.append(try await text(Self.enlarged(picture, rows: rows, ground: ground))) }
    }
    return readings
  }

  /// A plate of so many rows, with its ground around it.
  private static func enlarged(_ picture: BGRPicture, rows: Int, ground: [UInt8]) throws -> BGRPicture {
    let columns = max(1, picture.width * rows / picture.height)
    let plate = try BGRPicture(of: picture.frame(), width: columns, height: rows)
    let (width, height) = (columns + 2 * margin, rows + 2 * margin)
    var bytes = (0..<width * height).flatMap { _ in ground }
    for y in 0..<rows {
      let target = 3 * ((y + margin) * width + margin)
      bytes.replaceSubrange(target..<target + 3 * columns, with: plate.bytes[3 * y * columns..<3 * (y + 1) * columns])
    }
    return BGRPicture(width: width, height: height, bytes: bytes)
  }

  /// The median colour of the first and last row.
  private static func ground(of picture: BGRPicture) -> [UInt8] {
    let pixels = Array(0..<picture.width) + Array(picture.width * (picture.height - 1)..<picture.width * picture.height)
    return (0..<3).map { channel in pixels.map { picture.bytes[3 * $0 + channel] }.sorted()[pixels.count / 2] }
  }

  private static func stretched(_ picture: BGRPicture) -> BGRPicture {
    let (least, most) = (picture.bytes.min() ?? 0, picture.bytes.max() ?? 255)
    let bytes = picture.bytes.map { UInt8(Int($0 - least) * 255 / max(1, Int(most - least))) }
    return BGRPicture(width: picture.width, height: picture.height, bytes: bytes)
  }

  private func text(_ picture: BGRPicture) async throws -> String {
    let file = folder.appending(path: "plate.png")
    try await picture.write(to: file)
    return try reader.text(in: file.path)
  }
}
