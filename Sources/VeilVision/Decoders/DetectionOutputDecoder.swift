/// Decodes a `DetectionOutput` layer: one output `[1, 1, rows, 7]` of picture number, class, score and the corners in
/// fractions of the input; a negative picture number ends the list.
package struct DetectionOutputDecoder: OutputDecoder {
  package init() {}

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    let tensor = try outputs.tensor(0)
    guard tensor.shape.last == 7, tensor.values.count % 7 == 0 else {
      throw VisionError(.modelUnusable, "a detection output has shape \(tensor.shape), not rows of 7")
    }
    var found: [Detection] = []
    for start in stride(from: 0, to: tensor.values.count, by: 7) {
      let row = tensor.values[start..<start + 7]
      guard row[start] >= 0 else { break }
      let (label, score) = (row[start + 1], row[start + 2])
      guard score >= classes.lowestThreshold, let index = Int(exactly: label.rounded()),
        let entry = classes.entry(index), score >= entry.threshold
      else { continue }
      let (left, top) = (Double(row[start + 3]), Double(row[start + 4]))
      let (right, bottom) = (Double(row[start + 5]), Double(row[start + 6]))
      let (width, height) = (Double(input.width), Double(input.height))
      found.append(
        Detection(
          category: entry.category, confidence: Double(score),
          box: Box(
            x: left * width, y: top * height, width: (right - left) * width, height: (bottom - top) * height)))
    }
    return found
  }
}
