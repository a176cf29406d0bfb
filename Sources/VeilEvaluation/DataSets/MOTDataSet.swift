package import Foundation

/// Sequences of MOTChallenge: numbered pictures with tracks of pedestrians.
package struct MOTDataSet: DataSet {
  package static let expectedLayout =
    "[train/][SEQUENCE/]img1/000001.jpg with [train/][SEQUENCE/]gt/gt.txt, as MOTChallenge ships it"

  package let groups: Set<ObjectGroup> = [.person]
  package let images: [URL]
  private let frames: [(sequence: Int, number: Int)]
  private let sequences: [MOTLabels]

  package init(directory: URL) throws {
    let root = Folder(directory).folder("train") ?? Folder(directory)
    var images: [URL] = []
    var frames: [(Int, Int)] = []
    var sequences: [MOTLabels] = []
    for sequence in [root] + root.folders {
      guard let pictures = sequence.folder("img1"), sequence.hasFile("gt/gt.txt") else { continue }
      let numbered = pictures.files(Folder.pictureExtensions).compactMap { picture in
        Int(picture.deletingPathExtension().lastPathComponent).map { (picture, $0) }
      }
      images += numbered.map(\.0)
      frames += numbered.map { (sequences.count, $0.1) }
      sequences.append(try MOTLabels(contentsOf: sequence.url.appending(path: "gt/gt.txt")))
    }
    guard !images.isEmpty else { throw Self.layoutError(directory) }
    self.images = images
    self.frames = frames
    self.sequences = sequences
  }

  package func labels(of index: Int, width: Int, height: Int) -> ImageLabels {
    let (sequence, number) = frames[index]
    return ImageLabels(
      width: width, height: height, objects: sequences[sequence].objects[number] ?? [],
      ignoring: sequences[sequence].ignored[number] ?? [])
  }
}
