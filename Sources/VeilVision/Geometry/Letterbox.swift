package import VeilMedia

/// How a part of a picture is placed in a network's input, and the way back for what the network found.
package struct Letterbox: Sendable, Hashable {
  /// The part of the picture that the network sees, in pixels of the picture.
  package let region: PixelRect
  /// Size of the network's input.
  package let input: PictureSize
  /// Where the scaled region lies in the input; the rest is padding.
  package let content: PixelRect

  /// The region stretched over the whole input, its aspect ratio given up.
  package init(stretching region: PixelRect, to input: PictureSize) {
    self.region = region
    self.input = input
    content = PixelRect(x: 0, y: 0, width: input.width, height: input.height)
  }

  /// The region scaled by one factor so that it fits, its aspect ratio kept up to whole pixels.
  ///
  /// - Parameters:
  ///   - region: the part of the picture.
  ///   - input: size of the network's input.
  ///   - centred: true to pad on all sides, false to pad right and below only, as YOLOX does.
  package init(fitting region: PixelRect, into input: PictureSize, centred: Bool = false) {
    let scale = min(Double(input.width) / Double(region.width), Double(input.height) / Double(region.height))
    let width = min(input.width, max(1, Int((Double(region.width) * scale).rounded())))
    let height = min(input.height, max(1, Int((Double(region.height) * scale).rounded())))
    self.region = region
    self.input = input
    content = PixelRect(
      x: centred ? (input.width - width) / 2 : 0, y: centred ? (input.height - height) / 2 : 0, width: width,
      height: height)
  }

  /// Input pixels per picture pixel, horizontally.
  package var scaleX: Double { Double(content.width) / Double(region.width) }
  /// Input pixels per picture pixel, vertically.
  package var scaleY: Double { Double(content.height) / Double(region.height) }

  /// A box of the picture in the input's pixels.
  package func toInput(_ box: Box) -> Box {
    Box(
      x: (box.x - Double(region.x)) * scaleX + Double(content.x),
      y: (box.y - Double(region.y)) * scaleY + Double(content.y),
      width: box.width * scaleX, height: box.height * scaleY)
  }

  /// A box of the input in the picture's pixels.
  package func toPicture(_ box: Box) -> Box {
    Box(
      x: (box.x - Double(content.x)) / scaleX + Double(region.x),
      y: (box.y - Double(content.y)) / scaleY + Double(region.y),
      width: box.width / scaleX, height: box.height / scaleY)
  }
}
