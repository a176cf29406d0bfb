package import Foundation
import VeilVision

/// Cityscapes: objects from the instance maps, groups of objects as ignored regions.
///
/// An instance map holds `class * 1000 + number` for single objects and the class alone for groups that the labellers
/// did not tell apart (cityscapesscripts, `json2instanceImg.py`).
package struct CityscapesDataSet: DataSet {
  package static let expectedLayout =
    "leftImg8bit/SPLIT/CITY/*_leftImg8bit.png with gtFine/SPLIT/CITY/*_gtFine_instanceIds.png, or train_img/ with "
    + "train_inst/"

  package let groups: Set<ObjectGroup> = [.vehicle, .person, .twoWheeler]
  package let classes = ["person", "vehicle", "two-wheeler"]
  package let images: [URL]
  private let maps: [URL]

  package init(directory: URL) throws {
    let pairs = Self.splits(in: Folder(directory)).flatMap(Self.pairs)
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
    return Self.labels(from: map)
  }

  /// Objects, group regions and classes of an instance map.
  static func labels(from map: LabelMap) -> ImageLabels {
    var extents: [UInt16: Extent] = [:]
    var ignored = PixelMask(width: map.width, height: map.height)
    var codes = [UInt8](repeating: PixelClasses.background, count: map.values.count)
    for y in 0..<map.height {
      var x = 0
      while x < map.width {
        // Runs of equal numbers are long, so the dictionary is asked once a run.
        let start = x
        let value = map.values[y * map.width + x]
        while x < map.width, map.values[y * map.width + x] == value { x += 1 }
        let category = value >= 1000 ? value / 1000 : value
        guard protectedClasses.contains(category) else { continue }
        if let code = code(of: category) {
          for column in start..<x { codes[y * map.width + column] = code }
        }
        if value >= 1000, group(of: category) != nil {
          extents[value, default: Extent()].include(start..<x, row: y)
        } else {
          for column in start..<x { ignored.insert(x: column, y: y) }
        }
      }
    }
    let objects = extents.sorted { $0.key < $1.key }.compactMap { value, extent in
      group(of: value / 1000).map { LabelledObject(group: $0, box: extent.box) }
    }
    return ImageLabels(
      width: map.width, height: map.height, objects: objects, mask: ignored, classes: PixelClasses(codes: codes))
  }

  /// Person, rider, car, truck, bus, caravan, trailer, train, motorcycle, bicycle.
  private static let protectedClasses: ClosedRange<UInt16> = 24...33

  private static func group(of category: UInt16) -> ObjectGroup? {
    switch category {
    case 24, 25: .person
    case 26, 27, 28, 31: .vehicle
    case 32, 33: .twoWheeler
    default: nil  // caravans and trailers: hidden or not, neither is wrong
    }
  }

  private static func code(of category: UInt16) -> UInt8? {
    switch group(of: category) {
    case .person: 0
    case .vehicle: 1
    case .twoWheeler: 2
    default: PixelClasses.void
    }
  }

  private static func splits(in root: Folder) -> [(pictures: Folder, maps: Folder)] {
    if let pictures = root.folder("leftImg8bit"), let maps = root.folder("gtFine") {
      return [(pictures, maps)]
    }
    return ["train", "val", "test"].compactMap { split in
      root.folder("\(split)_img").flatMap { pictures in root.folder("\(split)_inst").map { (pictures, $0) } }
    }
  }

  /// Pictures that have an instance map; the test split comes without real labels.
  private static func pairs(_ split: (pictures: Folder, maps: Folder)) -> [(picture: URL, map: URL)] {
    split.pictures.filesBelow(Folder.pictureExtensions).compactMap { path in
      let suffix = "_leftImg8bit"
      let stem = (path as NSString).deletingPathExtension
      guard stem.hasSuffix(suffix), !path.hasPrefix("test/") else { return nil }
      let map = stem.dropLast(suffix.count) + "_gtFine_instanceIds.png"
      guard split.maps.hasFile(String(map)) else { return nil }
      return (split.pictures.url.appending(path: path), split.maps.url.appending(path: String(map)))
    }
  }

  /// The bounding box of an instance while its runs are met from top to bottom.
  private struct Extent {
    private var left = Int.max
    private var right = 0
    private var top = Int.max
    private var bottom = 0

    mutating func include(_ columns: Range<Int>, row: Int) {
      left = min(left, columns.lowerBound)
      right = max(right, columns.upperBound)
      top = min(top, row)
      bottom = row + 1
    }

    var box: Box {
      Box(x: Double(left), y: Double(top), width: Double(right - left), height: Double(bottom - top))
    }
  }
}
