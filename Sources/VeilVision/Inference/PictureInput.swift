/// What a network expects of its one picture input. Pictures are always handed over as 8-bit BGR, row by row; the rest
/// is done inside the graph.
package struct PictureInput: Sendable, Hashable, Codable {
  /// Order of the axes in the model file.
  package enum Layout: String, Sendable, Hashable, Codable {
    case nchw = "NCHW"
    case nhwc = "NHWC"
  }

  /// Order of the colours in the model file.
  package enum Channels: String, Sendable, Hashable, Codable {
    case bgr = "BGR"
    case rgb = "RGB"
  }

  package var layout: Layout
  package var channels: Channels
  /// Subtracted from each channel, in the model's order and in units of 0...255; empty for none.
  package var mean: [Float]
  /// Divides each channel after `mean`, in the model's order; empty for none.
  package var scale: [Float]

  package init(layout: Layout = .nchw, channels: Channels = .bgr, mean: [Float] = [], scale: [Float] = []) {
    self.layout = layout
    self.channels = channels
    self.mean = mean
    self.scale = scale
  }
}
