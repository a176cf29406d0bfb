internal import VeilMedia

/// How the objects of one role are found: which networks look at what, and how their words are weighed.
package struct DetectionPlan: Sendable, Hashable, Codable {
  /// One network looking at one part of the picture.
  package struct Member: Sendable, Hashable, Codable {
    /// Name of the model.
    package var model: String
    package var view: DetectionView
    /// How pictures are brought into the network, where that differs from the manifest.
    package var fit: PictureFit?
    /// Weight of its word when several are fused.
    package var weight: Double?
    /// How its duplicates are dropped, where that differs from the manifest.
    package var suppression: NonMaximumSuppression?

    package init(
      model: String, view: DetectionView, fit: PictureFit? = nil, weight: Double? = nil,
      suppression: NonMaximumSuppression? = nil
    ) {
      self.model = model
      self.view = view
      self.fit = fit
      self.weight = weight
      self.suppression = suppression
    }
  }

  package var members: [Member]
  /// Lowest score of a member's detection that is weighed at all; nil: the plan's thresholds.
  package var floor: Double?
  /// Averages what the members agree on; nil: all of their detections count alike and duplicates are dropped.
  package var fusion: BoxFusion?
  /// Takes score from small detections, which are more often wrong.
  package var smallObjects: SmallObjectRule?
  /// Share of the picture's area, 0...1, above which a detection cannot be true; nil: none is too large.
  package var maximumArea: Double?
  /// Asks more of detections that fill much of the picture, where networks for small things see ghosts.
  package var largeObjects: LargeObjectRule?
  /// Lowest final score by category; others take the manifests'.
  package var thresholds: [String: Double]?

  package init(
    members: [Member], floor: Double? = nil, fusion: BoxFusion? = nil, smallObjects: SmallObjectRule? = nil,
    maximumArea: Double? = nil, thresholds: [String: Double]? = nil
  ) {
    self.members = members
    self.floor = floor
    self.fusion = fusion
    self.smallObjects = smallObjects
    self.maximumArea = maximumArea
    self.thresholds = thresholds
  }

  /// One network on the whole picture, as its manifest says.
  package init(_ manifest: ModelManifest) {
    self.init(members: [Member(model: manifest.name, view: .frame)])
  }
}

/// Multiplies the scores of detections below a height by a factor.
package struct SmallObjectRule: Sendable, Hashable, Codable {
  /// Height in pixels of the picture.
  package var height: Double
  /// 0...1.
  package var factor: Double
  /// The categories that it applies to; nil: all.
  package var categories: Set<Category>?

  package init(height: Double, factor: Double, categories: Set<Category>? = nil) {
    self.height = height
    self.factor = factor
    self.categories = categories
  }

  func applied(to detection: Detection) -> Detection {
    guard detection.box.height < height, categories?.contains(detection.category) ?? true else { return detection }
    var detection = detection
    detection.confidence *= factor
    return detection
  }
}

/// Detections that cover more of the picture than a share need a higher score.
package struct LargeObjectRule: Sendable, Hashable, Codable {
  /// Share of the picture's area, 0...1.
  package var share: Double
  /// Lowest score of a detection beyond it.
  package var threshold: Double
  /// The categories that it applies to; nil: all.
  package var categories: Set<Category>?

  package init(share: Double, threshold: Double, categories: Set<Category>? = nil) {
    self.share = share
    self.threshold = threshold
    self.categories = categories
  }

  func admits(_ detection: Detection, in format: PictureFormat) -> Bool {
    guard categories?.contains(detection.category) ?? true else { return true }
    return detection.confidence >= threshold
      || detection.box.area <= share * Double(format.width) * Double(format.height)
  }
}
