package import Foundation

/// CamVid with SegNet's 12 class numbers: pixels only, since its label maps do not tell one car from the next.
package struct CamVidDataSet: DataSet {
  package static let expectedLayout =
    "SPLIT/*.png with SPLITannot/*.png (SegNet's copy), or [SPLIT/]images/ with [SPLIT/]labels/, label maps of class "
    + "numbers 0 to 11"

  package let groups: Set<ObjectGroup> = []
  package let classes = ["car", "pedestrian", "bicyclist"]
  package let images: [URL]
  private let maps: [URL]

  package init(directory: URL) throws {
    let pairs = Self.folders(in: Folder(directory)).flatMap(Self.pairs)
    guard !pairs.isEmpty else { throw Self.layoutError(directory) }
    images = pairs.map(\.picture)
    maps = pairs.map(\.map)
  }

  package func labels(of index: Int, width: Int, height: Int) async throws -> ImageLabels {
    let map = try await LabelMap(contentsOf: maps[index])
    guard map.width == width, map.height == height else {
      throw EvaluationError(
        .labels, "\(maps[index].lastPathComponent) is \(map.width)×\(map.height), its picture \(width)×\(height)")
    }
    return try Self.labels(from: map, named: maps[index].lastPathComponent)
  }

  /// Classes by pixel: 8 car, 9 pedestrian, 10 bicyclist, 11 void.
  static func labels(from map: LabelMap, named name: String) throws -> ImageLabels {
    guard map.values.allSatisfy({ $0 <= 11 }) else {
      throw EvaluationError(.labels, "\(name) is not a CamVid label map: class numbers go from 0 to 11")
    }
    let codes = map.values.map { value -> UInt8 in
      switch value {
      case 8...10: UInt8(value - 8)
      case 11: PixelClasses.void
      default: PixelClasses.background
      }
    }
    return ImageLabels(width: map.width, height: map.height, objects: [], classes: PixelClasses(codes: codes))
  }

  private static func folders(in root: Folder) -> [(pictures: Folder, maps: Folder)] {
    let here = root.folder("images").flatMap { pictures in root.folder("labels").map { (pictures, $0) } }
    let splits = ["train", "val", "test"].compactMap { split -> (Folder, Folder)? in
      if let maps = root.folder("\(split)annot") { return root.folder(split).map { ($0, maps) } }
      guard let pictures = root.folder("\(split)/images"), let maps = root.folder("\(split)/labels") else { return nil }
      return (pictures, maps)
    }
    return (here.map { [$0] } ?? []) + splits
  }

  private static func pairs(_ folders: (pictures: Folder, maps: Folder)) -> [(picture: URL, map: URL)] {
    folders.pictures.files(Folder.pictureExtensions).compactMap { picture in
      let map = picture.deletingPathExtension().lastPathComponent + ".png"
      return folders.maps.hasFile(map) ? (picture, folders.maps.url.appending(path: map)) : nil
    }
  }
}
