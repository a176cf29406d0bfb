package import Foundation
import VeilVision

/// COCO's instances: one JSON file for all pictures; crowds are ignored regions.
///
/// The annotations are kept in memory (they are one JSON document), the pictures are not.
package struct COCODataSet: DataSet {
  package static let expectedLayout =
    "annotations/instances_NAME.json with the pictures in NAME/, images/NAME/ or images/ (NAME such as val2017)"

  package let groups: Set<ObjectGroup>
  package let images: [URL]
  private let annotations: [[Annotation]]

  private struct Annotation: Sendable {
    /// Nil for crowds and classes that count neither way.
    let group: ObjectGroup?
    let box: Box
  }

  package init(directory: URL) throws {
    guard let file = Self.annotationFile(in: directory) else { throw Self.layoutError(directory) }
    let document: COCOAnnotations
    do {
      document = try JSONDecoder().decode(COCOAnnotations.self, from: try Data(contentsOf: file))
    } catch {
      throw EvaluationError(.labels, "\(file.path) is not a COCO instances file (images, annotations, categories)")
    }
    guard !document.images.isEmpty, let pictures = Self.pictures(of: document, beside: file, in: directory) else {
      throw Self.layoutError(directory)
    }
    let names = Dictionary(document.categories.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var byImage: [Int: [Annotation]] = [:]
    for annotation in document.annotations {
      guard let name = names[annotation.category_id], annotation.bbox.count == 4 else { continue }
      let group = ObjectGroup(label: name)
      guard group != nil || ObjectGroup.isNeutral(label: name) else { continue }
      let box = Box(
        x: annotation.bbox[0], y: annotation.bbox[1], width: annotation.bbox[2], height: annotation.bbox[3])
      guard box.isValid else { continue }
      byImage[annotation.image_id, default: []].append(
        Annotation(group: annotation.iscrowd == 1 ? nil : group, box: box))
    }
    groups = Set(names.values.compactMap(ObjectGroup.init(label:)))
    images = document.images.map { pictures.appending(path: $0.file_name) }
    annotations = document.images.map { byImage[$0.id] ?? [] }
  }

  package func labels(of index: Int, width: Int, height: Int) -> ImageLabels {
    let objects = annotations[index].compactMap { annotation in
      annotation.group.map { LabelledObject(group: $0, box: annotation.box) }
    }
    return ImageLabels(
      width: width, height: height, objects: objects,
      ignoring: annotations[index].filter { $0.group == nil }.map(\.box))
  }

  /// The instances file: validation rather than training, as upstream ships both.
  private static func annotationFile(in directory: URL) -> URL? {
    let folder = Folder(directory)
    let candidates = (folder.folder("annotations") ?? folder).files(["json"])
    let instances = candidates.filter { $0.lastPathComponent.hasPrefix("instances") }
    return instances.first { $0.lastPathComponent.contains("val") } ?? instances.first
      ?? (candidates.count == 1 ? candidates.first : nil)
  }

  /// The folder that holds the first picture.
  private static func pictures(of document: COCOAnnotations, beside file: URL, in directory: URL) -> URL? {
    let stem = file.deletingPathExtension().lastPathComponent
    let name = stem.hasPrefix("instances_") ? String(stem.dropFirst("instances_".count)) : stem
    let folder = Folder(directory)
    let candidates = [name, "images/\(name)", "images"].compactMap(folder.folder) + [folder]
    return candidates.first { candidate in document.images.first.map { candidate.hasFile($0.file_name) } ?? false }?.url
  }
}
