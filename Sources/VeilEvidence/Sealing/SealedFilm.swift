package import Ethereum

/// One film inside a sealed file.
package struct SealedFilm: Sendable, Hashable {
  /// The file's name: of a segment the seven digits of its record and an extension.
  package let name: String
  package let byteCount: Int
  package let commitment: SegmentCommitment

  /// - Throws: `malformed` for a name that could mean another folder or a hidden file.
  package init(name: String, byteCount: Int, commitment: SegmentCommitment) throws {
    guard Self.isPlain(name), byteCount >= 0 else {
      throw EvidenceError.malformed("“\(name.prefix(64))” cannot name a film: letters, digits, dots and dashes can")
    }
    self.name = name
    self.byteCount = byteCount
    self.commitment = commitment
  }

  package var json: JSON {
    ["name": .string(name), "byteCount": .integer(byteCount), "commitment": commitment.json]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "a film of the manifest")
    try self.init(
      name: try reader.text("name"), byteCount: try reader.integer("byteCount"),
      commitment: try SegmentCommitment(json: try reader.json("commitment")))
    try reader.end()
  }

  /// 1 to 64 of A–Z a–z 0–9 . _ -, the first a letter or digit.
  static func isPlain(_ name: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= 64 else { return false }
    return name.utf8.allSatisfy { isAlphanumeric($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }
}
