/// How a network's numbers are turned into boxes.
package enum DecoderKind: String, Sendable, Hashable, Codable {
  /// YOLOX: one row per grid cell, box relative to the cell.
  case yolox
  /// NanoDet-Plus: class scores and distributions of the distances to the four sides, per cell.
  case nanodetPlus = "nanodet-plus"
  /// YuNet faces with the score that its authors train for, the product of class and objectness.
  case yunet
  /// YuNet faces with the score that OpenCV uses, the square root of that product.
  case yunetGeometricMean = "yunet-geometric-mean"
  /// OpenCV Zoo's licence plate detector: corners relative to prior boxes.
  case lpdYunet = "lpd-yunet"
  /// A `DetectionOutput` layer: rows of image, label, score and a box in fractions of the input.
  case detectionOutput = "openvino-detection-output"
  /// Outputs `boxes` (corners in input pixels and score) and `labels`.
  case boxesLabels = "openvino-boxes-labels"
  /// No boxes: the first output, flattened, describes the whole picture.
  case embedding
  /// No boxes: the first output is a map (N × C × H × W), and its mean over rows and columns describes the picture.
  case pooledEmbedding = "embedding-pooled"

  /// True if the network describes a picture and finds nothing in it.
  package var isEmbedding: Bool { self == .embedding || self == .pooledEmbedding }
}
