/// Decodes networks of the OpenVINO training extensions: outputs `boxes [rows, 5]` (corners in input pixels, score) and
/// `labels [rows]`.
package struct BoxesLabelsDecoder: OutputDecoder {
  package init() {}

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    let boxes = try outputs.tensor(named: "boxes")
    let labels = try outputs.tensor(named: "labels")
    guard boxes.shape.last == 5, boxes.values.count == 5 * labels.values.count else {
      throw VisionError(.modelUnusable, "outputs boxes \(boxes.shape) and labels \(labels.shape) do not fit together")
    }
    var found: [Detection] = []
    for row in 0..<labels.values.count {
      let score = boxes.values[5 * row + 4]
      guard score >= classes.lowestThreshold, let index = Int(exactly: labels.values[row].rounded()),
        let entry = classes.entry(index), score >= entry.threshold
      else { continue }
      let (left, top) = (Double(boxes.values[5 * row]), Double(boxes.values[5 * row + 1]))
      let (right, bottom) = (Double(boxes.values[5 * row + 2]), Double(boxes.values[5 * row + 3]))
      found.append(
        Detection(
          category: entry.category, confidence: Double(score),
          box: Box(x: left, y: top, width: right - left, height: bottom - top)))
    }
    return found
  }
}
