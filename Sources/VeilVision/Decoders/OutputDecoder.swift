/// Turns the numbers of one inference into boxes in the input's pixels.
package protocol OutputDecoder: Sendable {
  /// - Parameters:
  ///   - outputs: the network's outputs.
  ///   - input: columns and rows of the network's input.
  ///   - classes: what is looked for, and from which score on.
  /// - Returns: every box at or above its class's threshold; duplicates are not suppressed yet.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the outputs have other shapes than such a network's.
  func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection]
}

extension DecoderKind {
  /// The decoder of this kind.
  package var decoder: any OutputDecoder {
    switch self {
    case .yolox: YOLOXDecoder()
    case .nanodetPlus: NanoDetDecoder()
    case .yunet: YuNetDecoder(score: .product)
    case .yunetGeometricMean: YuNetDecoder(score: .geometricMean)
    case .lpdYunet: LPDYuNetDecoder()
    case .detectionOutput: DetectionOutputDecoder()
    case .boxesLabels: BoxesLabelsDecoder()
    case .embedding, .pooledEmbedding: NoBoxesDecoder()
    }
  }
}

extension TensorView {
  /// Passes if the tensor, leading axes of length 1 aside, has the given axes.
  func expect(_ axes: [Int], _ what: String) throws {
    let given = Array(shape.drop { $0 == 1 })
    let wanted = Array(axes.drop { $0 == 1 })
    guard given == wanted, values.count == axes.reduce(1, *) else {
      throw VisionError(.modelUnusable, "\(what) has shape \(shape) where \(axes) was expected")
    }
  }
}
