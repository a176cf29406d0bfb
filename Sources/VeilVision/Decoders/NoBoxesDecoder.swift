/// The decoder of a network that describes pictures: it finds no boxes, and whoever uses it as a detector is told so.
struct NoBoxesDecoder: OutputDecoder {
  func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    throw VisionError(.modelUnusable, "a backbone describes pictures and finds nothing in them; choose a detector")
  }
}
