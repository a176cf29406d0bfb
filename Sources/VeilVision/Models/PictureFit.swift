package import VeilMedia

/// How a picture is brought into a network's input.
package struct PictureFit: Sendable, Hashable, Codable {
  package enum Mode: String, Sendable, Hashable, Codable {
    /// Both sides are scaled to the input's, whatever becomes of the aspect ratio.
    case stretch
    /// The aspect ratio is kept, with padding right and below.
    case corner
    /// The aspect ratio is kept, with padding on all sides.
    case centre
  }

  package var mode: Mode
  /// Level of the padding, 0...255.
  package var padding: UInt8
  package var sizing: InputSizing

  package init(mode: Mode = .stretch, padding: UInt8 = 114, sizing: InputSizing) {
    self.mode = mode
    self.padding = padding
    self.sizing = sizing
  }

  /// Where a region of a picture goes.
  package func letterbox(for region: PixelRect) -> Letterbox {
    let input = sizing.size(for: PictureSize(width: region.width, height: region.height))
    switch mode {
    case .stretch: return Letterbox(stretching: region, to: input)
    case .corner: return Letterbox(fitting: region, into: input)
    case .centre: return Letterbox(fitting: region, into: input, centred: true)
    }
  }
}
