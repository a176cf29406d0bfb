import Foundation
import VeilMedia
import VeilPrivacy
import VeilVision

/// People and vehicles, each as it was, its mask, and what it was replaced by: for a person to look at.
///
/// White is where somebody is invented, grey what else is hidden.
package struct MaskSheet: Sendable {
  /// How many are shown at most, half of them people.
  package static let count = 24
  /// Pixels of the longer side from which there is something to see.
  package static let leastSide = 48
  /// Rows and columns of each picture.
  private static let side = 128
  /// Instances side by side.
  private static let columns = 4

  private struct Entry: Sendable {
    let name: String
    let pictures: [BGRPicture]
  }

  private let entries: [Entry]

  /// Chooses instances from all parts of the pictures and replaces them.
  /// - Parameters:
  ///   - places: who is there.
  ///   - pictures: where.
  ///   - painter: a system that replaces.
  ///   - maker: makes masks of boxes as large as that system's.
  /// - Throws: ``EvaluationError`` if nobody is large enough; what networks throw.
  package init(
    of places: [MaskEvaluation.Place], in pictures: LabelledPictures, painter: SystemPainter, maker: MaskMaker
  ) async throws {
    let chosen = ObjectGroup.identified.flatMap { group in
      SightingPlan.spread(
        places.filter { $0.group == group && max($0.box.width, $0.box.height) >= Self.leastSide }, count: Self.count / 2
      )
    }
    guard !chosen.isEmpty else {
      throw EvaluationError(.usage, "nobody of at least \(Self.leastSide) px is labelled; there is nothing to show")
    }
    var entries: [Entry] = []
    for place in chosen {
      let (frame, instances) = try await pictures.picture(place.picture)
      let painted = try await painter.painted(frame, Self.boxes(of: instances))
      guard let made = try await maker.masks(of: [(place.group, place.box)], in: frame).first ?? nil else { continue }
      let view = Self.view(of: made.crop.region, in: frame.format)
      let mask = try Self.mask(made, view: view)
      entries.append(
        Entry(
          name: "\(place.group.title) \(entries.count + 1)",
          pictures: [
            try BGRPicture(fitting: frame, region: view, side: Self.side),
            try BGRPicture(fitting: mask.frame(), region: nil, side: Self.side),
            try BGRPicture(fitting: painted, region: view, side: Self.side),
          ]))
    }
    self.entries = entries
  }

  /// For a report's page.
  package func pictureSheet() throws -> PictureSheet {
    PictureSheet(
      caption: "People and vehicles, their masks, and what they were replaced by",
      columns: ["original", "mask", "replaced"],
      rows: try entries.map { entry in
        PictureSheet.Row(entry.name, try entry.pictures.map { try Thumbnail.jpeg(of: $0.frame(), longSide: Self.side) })
      })
  }

  /// All in one picture, read row by row.
  package var picture: BGRPicture {
    let wide = 3 * Self.side
    let rows = (entries.count + Self.columns - 1) / Self.columns
    let width = Self.columns * wide
    var bytes = [UInt8](repeating: 0, count: 3 * width * rows * Self.side)
    for (index, entry) in entries.enumerated() {
      for (column, picture) in entry.pictures.enumerated() {
        let left = index % Self.columns * wide + column * Self.side
        for y in 0..<Self.side {
          let target = 3 * ((index / Self.columns * Self.side + y) * width + left)
          let source = 3 * y * Self.side
          bytes.replaceSubrange(target..<target + 3 * Self.side, with: picture.bytes[source..<source + 3 * Self.side])
        }
      }
    }
    return BGRPicture(width: width, height: rows * Self.side, bytes: bytes)
  }

  private static func boxes(of instances: [LabelledInstance]) -> [TrackedBox] {
    instances.enumerated().map { index, instance in
      TrackedBox(
        trackID: index + 1, category: instance.group.category, confidence: 1,
        box: Box(instance.box), origin: .detected)
    }
  }

  /// The box with some of what is around it.
  private static func view(of region: PixelRect, in format: PictureFormat) -> PixelRect {
    let margin = max(region.width, region.height) / 8
    return region.widened(by: margin).clipped(toWidth: format.width, height: format.height) ?? region
  }

  private static func mask(_ made: MaskMaker.Made, view: PixelRect) throws -> BGRPicture {
    let region = made.crop.region
    let (hidden, outline) = (try made.restored(made.found.hidden), try made.restored(made.found.outline))
    var bytes = [UInt8](repeating: 0, count: 3 * view.area)
    for y in region.y..<region.y + region.height {
      for x in region.x..<region.x + region.width {
        let place = (y - region.y) * region.width + x - region.x
        let level: UInt8 = outline[place] >= 0.5 ? 255 : hidden[place] > 0 ? 128 : 0
        let target = 3 * ((y - view.y) * view.width + x - view.x)
        for channel in 0..<3 { bytes[target + channel] = level }
      }
    }
    return BGRPicture(width: view.width, height: view.height, bytes: bytes)
  }
}

extension BGRPicture {
  /// A part of a frame as large as fits into a square, on grey.
  init(fitting frame: VideoFrame, region: PixelRect?, side: Int) throws {
    let whole = PixelRect(x: 0, y: 0, width: frame.format.width, height: frame.format.height)
    let part = region ?? whole
    let longer = max(part.width, part.height)
    let (width, height) = (max(1, part.width * side / longer), max(1, part.height * side / longer))
    let scaled = try BGRPicture(of: frame, region: part, width: width, height: height)
    var bytes = [UInt8](repeating: 96, count: 3 * side * side)
    let (left, top) = ((side - width) / 2, (side - height) / 2)
    for y in 0..<height {
      let target = 3 * ((top + y) * side + left)
      bytes.replaceSubrange(target..<target + 3 * width, with: scaled.bytes[3 * y * width..<3 * (y + 1) * width])
    }
    self.init(width: side, height: side, bytes: bytes)
  }
}
