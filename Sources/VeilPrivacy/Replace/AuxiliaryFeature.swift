/// What a generator is told of the inside of a mask, the alternatives of the paper's figure 4.
package enum AuxiliaryFeature: String, Sendable, Hashable, CaseIterable {
  /// Canny's edges after a Gaussian blur: overlapped instances stay separate.
  case edges
  /// Nothing but the mask: overlapped instances become one of odd shape.
  case mask
  /// Parts of the mask that belong to different instances have different values; boxes stand for the others' masks.
  case instances
}
