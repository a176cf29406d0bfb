/// How many plates of one height are read of one kind of picture.
package struct PlateFigures: Sendable, Hashable, Codable {
  /// Rows of the plate where the longer side of the instance has 256.
  package let height: Int
  package let picture: EdgePicture
  package let plates: Int
  /// Plates of which every letter was read and nothing else.
  package let read: Int
  /// Share of letters that are read, mean over plates.
  package let accuracy: Double
  /// The same against the text of another plate: what comes by chance.
  package let chance: Double
}
