package import Foundation
import VeilVision

/// BDD100K's object detection set: one JSON document of frames for a whole split, the newer (`det_20`) and the older
/// spelling of class names.
///
/// The annotations are kept in memory (they are one JSON document), the pictures are not.
package struct BDD100KDataSet: DataSet {
  package static let expectedLayout =
    "images/100k/SPLIT/*.jpg with labels/det_20/det_SPLIT.json or labels/bdd100k_labels_images_SPLIT.json (SPLIT val or train)"

  package let groups: Set<ObjectGroup> = [.vehicle, .person, .twoWheeler]
  package let images: [URL]
  private let labels: [[BDD100KFrame.Label]]

  package init(directory: URL) throws {
    let root = Folder(directory).folder("bdd100k") ?? Folder(directory)
    guard let (file, pictures) = Self.split(in: root) else { throw Self.layoutError(directory) }
    let frames: [BDD100KFrame]
    do {
      frames = try JSONDecoder().decode([BDD100KFrame].self, from: try Data(contentsOf: file))
    } catch {
      throw EvaluationError(.labels, "\(file.path) is not BDD100K's list of frames (name, labels, box2d)")
    }
    // The labels of frames whose pictures were not unpacked say nothing.
    let there = frames.filter { pictures.hasFile($0.name) }
    guard !there.isEmpty else { throw Self.layoutError(directory) }
    images = there.map { pictures.url.appending(path: $0.name) }
    labels = there.map { $0.labels ?? [] }
  }

  package func labels(of index: Int, width: Int, height: Int) -> ImageLabels {
    var objects: [LabelledObject] = []
    var ignored: [Box] = []
    for label in labels[index] {
      guard let corners = label.box2d else { continue }
      let box = Box(
        x: corners.x1, y: corners.y1, width: corners.x2 - corners.x1, height: corners.y2 - corners.y1)
      guard box.isValid else { continue }
      if let group = ObjectGroup(label: label.category) {
        objects.append(LabelledObject(group: group, box: box))
      } else if Self.unclear.contains(label.category) || ObjectGroup.isNeutral(label: label.category) {
        ignored.append(box)
      }
    }
    return ImageLabels(width: width, height: height, objects: objects, ignoring: ignored)
  }

  /// Classes that BDD100K itself leaves out of its scores.
  private static let unclear: Set<String> = ["other person", "other vehicle", "trailer"]

  /// Labels and pictures of the first split that has both, validation before training.
  private static func split(in root: Folder) -> (labels: URL, pictures: Folder)? {
    for split in ["val", "train"] {
      let files = ["labels/det_20/det_\(split).json", "labels/bdd100k_labels_images_\(split).json"]
      if let file = files.first(where: root.hasFile), let pictures = root.folder("images/100k/\(split)") {
        return (root.url.appending(path: file), pictures)
      }
    }
    return nil
  }
}
