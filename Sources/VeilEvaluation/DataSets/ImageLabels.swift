package import VeilVision

/// All that a data set says about one picture.
package struct ImageLabels: Sendable, Hashable {
  /// Size of the picture in pixels.
  package let width: Int
  package let height: Int
  package var objects: [LabelledObject]
  /// Where objects were left unlabelled: what is found there counts neither way. Nil where everything is labelled.
  package var ignored: PixelMask?
  /// Classes by pixel, for sets that come with label maps of classes.
  package var classes: PixelClasses?

  package init(
    width: Int, height: Int, objects: [LabelledObject], ignoring boxes: [Box] = [], mask: PixelMask? = nil,
    classes: PixelClasses? = nil
  ) {
    self.width = width
    self.height = height
    self.objects = objects
    self.classes = classes
    guard !boxes.isEmpty || mask != nil else { return }
    var ignored = mask ?? PixelMask(width: width, height: height)
    for box in boxes { ignored.insert(box) }
    self.ignored = ignored
  }
}
