package import Foundation
import VeilVision
import Yams

/// Pictures with YOLO label files: `class centreX centreY width height`, all but the class as fractions of the picture.
///
/// Class names come from `data.yaml` (or `config.yaml`, `classes.txt`) beside the folders; without them the ids are
/// COCO's 0...79. Where `labels_polygon/` (COCO ids) lies beside the box labels, its segments without a box, which
/// are mostly crowds, become ignored regions: YOLO files cannot express them.
package struct YOLODataSet: DataSet {
  package static let expectedLayout =
    "images/[NAME/]*.jpg with labels/[NAME/]*.txt (or labels_box/), one text file a picture, and optionally data.yaml"

  package let groups: Set<ObjectGroup>
  package let images: [URL]
  private let labelPaths: [String]
  private let labels: Folder
  private let polygons: Folder?
  private let names: [Int: String]

  package init(directory: URL) throws {
    let root = Folder(directory)
    guard let pictures = root.folder("images"), let labels = root.firstFolder(["labels", "labels_box"]) else {
      throw Self.layoutError(directory)
    }
    let paths = pictures.filesBelow(Folder.pictureExtensions)
    labelPaths = paths.map { ($0 as NSString).deletingPathExtension + ".txt" }
    // A picture without a label file has no objects; a set without any label file has another layout.
    guard labelPaths.contains(where: labels.hasFile) else { throw Self.layoutError(directory) }
    images = paths.map { pictures.url.appending(path: $0) }
    self.labels = labels
    polygons = root.folder("labels_polygon")
    names = try Self.names(in: root)
    groups = Set(names.values.compactMap(ObjectGroup.init(label:)))
  }

  package func labels(of index: Int, width: Int, height: Int) throws -> ImageLabels {
    let scale = (x: Double(width), y: Double(height))
    var objects: [LabelledObject] = []
    var neutral: [Box] = []
    for (name, box) in try boxes(of: index, scale: scale) {
      if let group = ObjectGroup(label: name) {
        objects.append(LabelledObject(group: group, box: box))
      } else if ObjectGroup.isNeutral(label: name) {
        neutral.append(box)
      }
    }
    let crowds = try segments(of: index, scale: scale).filter { segment in
      !objects.contains { $0.group == segment.group && $0.box.iou(with: segment.box) > 0.4 }
    }
    return ImageLabels(width: width, height: height, objects: objects, ignoring: crowds.map(\.box) + neutral)
  }

  /// Class names and boxes in pixels; none for a picture without a label file.
  private func boxes(of index: Int, scale: (x: Double, y: Double)) throws -> [(name: String, box: Box)] {
    guard labels.hasFile(labelPaths[index]) else { return [] }
    return try LabelText(labels.url.appending(path: labelPaths[index])).lines.compactMap { line in
      guard let name = names[try line.integer(0)], let centred = try line.box(at: 1) else { return nil }
      let box = Box(
        x: (centred.x - centred.width / 2) * scale.x, y: (centred.y - centred.height / 2) * scale.y,
        width: centred.width * scale.x, height: centred.height * scale.y)
      return (name, box)
    }
  }

  /// The bounding boxes of the polygons of protected classes.
  private func segments(of index: Int, scale: (x: Double, y: Double)) throws -> [LabelledObject] {
    guard let polygons, polygons.hasFile(labelPaths[index]) else { return [] }
    return try LabelText(polygons.url.appending(path: labelPaths[index])).lines.compactMap { line in
      guard let group = COCONames.byCategoryID[try line.integer(0)].flatMap(ObjectGroup.init(label:)) else {
        return nil
      }
      let xs = try stride(from: 1, to: line.fields.count - 1, by: 2).map { try line.number($0) * scale.x }
      let ys = try stride(from: 2, to: line.fields.count, by: 2).map { try line.number($0) * scale.y }
      guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return nil }
      let box = Box(x: left, y: top, width: right - left, height: bottom - top)
      return box.isValid ? LabelledObject(group: group, box: box) : nil
    }
  }

  private static func names(in root: Folder) throws -> [Int: String] {
    if root.hasFile("classes.txt") {
      let lines = try LabelText(root.url.appending(path: "classes.txt"), separator: { _ in false }).lines
      return Dictionary(uniqueKeysWithValues: lines.map { String($0.fields[0]) }.enumerated().map { ($0, $1) })
    }
    for file in ["data.yaml", "config.yaml", "dataset.yaml"] where root.hasFile(file) {
      return try names(inYAML: root.url.appending(path: file))
    }
    return Dictionary(uniqueKeysWithValues: COCONames.contiguous.enumerated().map { ($0, $1) })
  }

  private static func names(inYAML url: URL) throws -> [Int: String] {
    do {
      return try YAMLDecoder().decode(YOLOConfiguration.self, from: try Data(contentsOf: url)).names
    } catch {
      throw EvaluationError(.labels, "\(url.path) has no list of class names under \"names\"")
    }
  }
}
