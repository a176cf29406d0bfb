package import VeilMedia
import VeilPrivacy

/// A person or vehicle whose pixels somebody has labelled.
package struct LabelledInstance: Sendable, Hashable {
  /// What the figures are grouped by beside the category.
  package enum Size: String, Sendable, Hashable, CaseIterable, Codable {
    /// At least ``LabelledInstance/leastSide`` pixels long, ``LabelledInstance/leastWidth`` wide, and of
    /// ``LabelledInstance/leastArea`` pixels.
    case measured
    /// The others: far away, or slivers of somebody who is hidden.
    case small
  }

  /// Pixels of the longer side from which an outline can be told.
  package static let leastSide = 24
  /// Pixels of the shorter side.
  package static let leastWidth = 8
  /// Labelled pixels.
  package static let leastArea = 100

  package let group: ObjectGroup
  /// The smallest box around its pixels, in pixels of the picture.
  package let box: PixelRect
  /// Row by row of the box, true for pixels of the instance.
  package let pixels: [Bool]

  /// - Precondition: there is a value for every pixel of the box.
  package init(group: ObjectGroup, box: PixelRect, pixels: [Bool]) {
    precondition(pixels.count == box.area)
    self.group = group
    self.box = box
    self.pixels = pixels
  }

  /// Number of labelled pixels.
  package var area: Int { pixels.count { $0 } }

  package var size: Size {
    let isLarge =
      max(box.width, box.height) >= Self.leastSide && min(box.width, box.height) >= Self.leastWidth
      && area >= Self.leastArea
    return isLarge ? .measured : .small
  }

  /// Its pixels in a rectangle of the picture, row by row.
  func pixels(in region: PixelRect) -> [Bool] {
    var result = [Bool](repeating: false, count: region.area)
    for y in max(region.y, box.y)..<max(region.y, box.y, min(region.y + region.height, box.y + box.height)) {
      for x in max(region.x, box.x)..<max(region.x, box.x, min(region.x + region.width, box.x + box.width)) {
        result[(y - region.y) * region.width + x - region.x] = pixels[(y - box.y) * box.width + x - box.x]
      }
    }
    return result
  }

  /// Its pixels in a single-instance image, row by row, cut and scaled as the image itself and set from one half on.
  func pixels(in crop: InstanceCrop) throws -> [Bool] {
    let region = crop.region
    let levels = pixels(in: region).map { $0 ? 255 : 0 as UInt8 }
    let content = try LevelPicture(width: region.width, height: region.height, channels: 1, levels: levels)
    return try crop.image(of: content).levels.map { $0 >= 128 }
  }
}
