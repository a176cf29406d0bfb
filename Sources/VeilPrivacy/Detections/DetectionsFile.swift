package import VeilVision

/// A detections file that was read from end to end and found complete.
package struct DetectionsFile: Sendable {
  package let path: String
  package let header: DetectionsHeader
  /// What the file holds, counted.
  package let footer: DetectionsFooter
  /// True if a person changed the file since a tool wrote it; allowed, to be named in the report.
  package let isEdited: Bool
  /// All categories that occur, in alphabetical order.
  package let categories: [Category]

  /// Reads the whole file once, keeping nothing but the counts.
  /// - Throws: ``DetectionsError`` if it is incomplete or wrong anywhere.
  package init(validating path: String) throws {
    let reader = try DetectionsReader(path: path)
    var categories: Set<Category> = []
    while let frame = try reader.next() {
      for box in frame.boxes { categories.insert(box.category) }
    }
    guard let footer = reader.footer else { throw DetectionsError(.incomplete, "\(path) has no footer") }
    self.path = path
    self.footer = footer
    header = reader.header
    isEdited = reader.isEdited
    self.categories = categories.sorted()
  }

  /// Reads the file again, frame by frame; every line is checked again.
  /// - Parameter stream: index of the stream whose frames are wanted; nil for all, as they come.
  package func frames(stream: Int? = nil) throws -> DetectionsReader {
    try DetectionsReader(path: path, stream: stream)
  }
}
