internal import Foundation

extension VerifiedModel {
  /// Largest graph that is read without a manifest.
  private static let largest = 1 << 30

  /// A network that describes pictures, from a file that has no manifest: an ONNX file or an OpenVINO graph.
  ///
  /// Input size and the order of its axes are read from the graph. What a graph does not say is taken as its kind is
  /// usually made: OpenVINO's are given BGR levels of 0 to 255, ONNX files RGB with ImageNet's mean and deviation. A
  /// network that wants something else needs a manifest.
  /// - Throws: ``VisionError``: `modelMissing` when it cannot be read, `modelUnusable` when it does not take one picture of
  ///   a fixed size.
  package static func embedder(unlisted path: String) throws -> VerifiedModel {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    var names = [url.lastPathComponent]
    let isIR = url.pathExtension.lowercased() == "xml"
    if isIR { names.append(url.deletingPathExtension().lastPathComponent + ".bin") }
    let files = try names.map { try describe($0, in: folder) }
    var manifest = ModelManifest(
      name: url.lastPathComponent, role: .reid, preference: 0, publisher: "", licence: "", source: path, files: files,
      input: isIR ? PictureInput() : .imageNet,
      fit: PictureFit(sizing: .fixed(PictureSize(width: 1, height: 1))), decoder: .embedding, classes: [:],
      thresholds: [:], suppression: NonMaximumSuppression(iou: 1))
    let shape = try InferenceRuntime.shared().pictureInput(of: VerifiedModel(reading: manifest, in: folder))
    manifest.input.layout = shape.layout
    manifest.fit.sizing = .fixed(shape.size)
    return try VerifiedModel(reading: manifest, in: folder)
  }

  private static func describe(_ name: String, in folder: String) throws -> ModelFile {
    let path = folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else {
      throw VisionError(.modelMissing, "model file \(path) cannot be read")
    }
    guard !data.isEmpty, data.count <= largest else {
      throw VisionError(.modelUnusable, "model file \(path) has \(data.count) bytes; expected a network of up to 1 GiB")
    }
    return ModelFile(name: name, bytes: data.count, sha256: FileBytes.sha256(of: data))
  }
}

extension PictureInput {
  /// Mean and deviation of ImageNet's colours, by which networks trained with PyTorch are mostly fed.
  fileprivate static let imageNet = PictureInput(
    channels: .rgb, mean: [123.675, 116.28, 103.53], scale: [58.395, 57.12, 57.375])
}
