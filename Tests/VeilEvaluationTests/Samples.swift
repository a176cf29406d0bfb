import VeilEvaluation
import VeilVision

func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Box {
  Box(x: x, y: y, width: width, height: height)
}

func found(_ category: VeilVision.Category, _ confidence: Double, _ box: Box) -> Detection {
  Detection(category: category, confidence: confidence, box: box)
}

func labelled(_ group: ObjectGroup, _ box: Box, track: Int? = nil) -> LabelledObject {
  LabelledObject(group: group, box: box, track: track)
}

extension Figure {
  /// Whether the value is the one computed by hand.
  func isNear(_ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-9 } ?? false }
}
