package import Foundation
import VeilVision

/// KITTI's object detection set: one text file a picture, `DontCare` regions where nothing was labelled.
///
/// The field order is that of KITTI's development kit: type, truncated, occluded, alpha, left, top, right, bottom, …
package struct KITTIDataSet: DataSet {
  package static let expectedLayout =
    "training/image_2/*.png with training/label_2/*.txt, or images/ with labels/, one text file a picture"

  package let groups: Set<ObjectGroup> = [.vehicle, .person]
  package let images: [URL]
  private let labels: Folder

  package init(directory: URL) throws {
    let root = Folder(directory).folder("training") ?? Folder(directory)
    guard let pictures = root.firstFolder(["image_2", "images"]), let labels = root.firstFolder(["label_2", "labels"])
    else { throw Self.layoutError(directory) }
    images = pictures.files(Folder.pictureExtensions).filter { labels.hasFile(Self.labelName(of: $0)) }
    self.labels = labels
    guard !images.isEmpty else { throw Self.layoutError(directory) }
  }

  package func labels(of index: Int, width: Int, height: Int) throws -> ImageLabels {
    let text = try LabelText(labels.url.appending(path: Self.labelName(of: images[index])))
    var objects: [LabelledObject] = []
    var ignored: [Box] = []
    for line in text.lines {
      let corner = try (x: line.number(4), y: line.number(5))
      let box = Box(
        x: corner.x, y: corner.y, width: try line.number(6) - corner.x, height: try line.number(7) - corner.y)
      guard box.isValid else { continue }
      let type = String(line.fields[0])
      if let group = ObjectGroup(label: type) {
        objects.append(LabelledObject(group: group, box: box, enclosesTwoWheeler: type == "Cyclist"))
      } else {
        ignored.append(box)  // DontCare, and Misc: trailers and the like
      }
    }
    return ImageLabels(width: width, height: height, objects: objects, ignoring: ignored)
  }

  private static func labelName(of picture: URL) -> String {
    picture.deletingPathExtension().lastPathComponent + ".txt"
  }
}
