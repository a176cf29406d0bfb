/// A labelled picture as backbones see it.
package struct Example: Sendable, Hashable {
  /// Name for people, such as the path inside the data set.
  package let name: String
  /// The film it comes from; pictures of one clip are never divided between learning and judging.
  package let clip: String
  /// Place among the pictures of the clip, where known.
  package let order: Int?
  package let isAccident: Bool
  /// How much it counts.
  package var weight: Double
  /// Descriptions: of the picture itself, of its mirror image, and then of what else was made of it for training.
  package let views: [[Float]]

  package init(
    name: String, clip: String, order: Int? = nil, isAccident: Bool, weight: Double = 1, views: [[Float]]
  ) {
    self.name = name
    self.clip = clip
    self.order = order
    self.isAccident = isAccident
    self.weight = weight
    self.views = views
  }

  /// The same picture as if no other belonged to its clip: for showing what dividing single frames does to figures.
  package var asClipOfItsOwn: Example {
    Example(name: name, clip: name, order: order, isAccident: isAccident, weight: weight, views: views)
  }
}
