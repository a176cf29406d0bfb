package import Foundation

/// Photographs with licence plates as in OpenALPR's benchmark: beside each picture a text file with a line
/// `file x y width height plate` for each plate.
package struct PlatesDataSet: DataSet {
  package static let expectedLayout =
    "NAME.jpg beside NAME.txt (in the folder or in folders of it), each line of the text \"file x y width height plate\""

  package let groups: Set<ObjectGroup> = [.plate]
  package let images: [URL]

  package init(directory: URL) throws {
    let root = Folder(directory)
    images = root.filesBelow(Folder.pictureExtensions)
      .filter { root.hasFile(($0 as NSString).deletingPathExtension + ".txt") }
      .map { directory.appending(path: $0) }
    guard !images.isEmpty else { throw Self.layoutError(directory) }
  }

  package func labels(of index: Int, width: Int, height: Int) throws -> ImageLabels {
    let text = try LabelText(images[index].deletingPathExtension().appendingPathExtension("txt"))
    let objects = try text.lines.compactMap { line in
      try line.box(at: 1).map { LabelledObject(group: .plate, box: $0) }
    }
    return ImageLabels(width: width, height: height, objects: objects)
  }
}
