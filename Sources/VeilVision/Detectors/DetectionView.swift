package import VeilMedia

/// Which parts of a picture a network looks at.
package enum DetectionView: Sendable, Hashable {
  /// The whole picture at once.
  case frame
  /// Overlapping tiles of the whole picture.
  case tiles(Tiling)
  /// The surroundings of objects that another network found.
  case objects(ObjectView)
}

/// Crops around found objects.
package struct ObjectView: Sendable, Hashable, Codable {
  /// What to look at.
  package var categories: Set<Category>
  /// Added on each side, as a fraction of the object's size.
  package var padding: Double
  /// Objects narrower than this hold nothing that could be found, in pixels.
  package var minimumWidth: Double
  /// At most so many, the widest first, so that a full street does not cost seconds.
  package var maximumCount: Int
  /// Share of a crop's width, 0...1, above which what is found there cannot be a part of the object: networks that were
  /// trained on close pictures of plates take whole cars for one.
  package var maximumShare: Double

  package init(
    categories: Set<Category>, padding: Double, minimumWidth: Double, maximumCount: Int, maximumShare: Double = 1
  ) {
    self.categories = categories
    self.padding = padding
    self.minimumWidth = minimumWidth
    self.maximumCount = maximumCount
    self.maximumShare = maximumShare
  }

  /// The crops of a picture with those objects.
  package func regions(around objects: [Detection], in format: PictureFormat) -> [PixelRect] {
    objects.filter { categories.contains($0.category) && $0.box.width >= minimumWidth }
      .sorted { $0.box.width > $1.box.width }
      .prefix(maximumCount)
      .compactMap { object in
        object.box.padded(byFraction: padding).pixelRect(inWidth: format.width, height: format.height)?
          .aligned(to: format)
      }
  }
}

extension PixelRect {
  /// The rectangle with its origin moved to where chroma can be cut.
  func aligned(to format: PictureFormat) -> PixelRect {
    let left = (x >> format.chromaShiftX) << format.chromaShiftX
    let top = (y >> format.chromaShiftY) << format.chromaShiftY
    return PixelRect(x: left, y: top, width: width + x - left, height: height + y - top)
  }
}

extension DetectionView: Codable {
  private enum CodingKeys: String, CodingKey { case kind }

  private enum Kind: String, Codable { case frame, tiles, objects }

  package init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind) {
    case .frame: self = .frame
    case .tiles: self = .tiles(try Tiling(from: decoder))
    case .objects: self = .objects(try ObjectView(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .frame: try values.encode(Kind.frame, forKey: .kind)
    case .tiles(let tiling):
      try values.encode(Kind.tiles, forKey: .kind)
      try tiling.encode(to: encoder)
    case .objects(let view):
      try values.encode(Kind.objects, forKey: .kind)
      try view.encode(to: encoder)
    }
  }
}
