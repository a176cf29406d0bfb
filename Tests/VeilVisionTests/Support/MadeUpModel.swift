import VeilVision

/// Manifests of models that consist of a few letters.
enum MadeUpModel {
  /// SHA-256 and SHA-384 of "abc", from FIPS 180-4's examples.
  static let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  static let sha384 =
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"

  static func manifest(
    _ name: String, role: ModelRole = .detector, preference: Int = 0, files: [ModelFile]? = nil,
    classes: [String: Category] = ["0": .person]
  ) -> ModelManifest {
    ModelManifest(
      name: name, role: role, preference: preference, publisher: "nobody", licence: "Apache-2.0", licenceURL: nil,
      source: "made up", files: files ?? [ModelFile(name: name + ".onnx", bytes: 3, sha256: sha256)],
      input: PictureInput(), fit: PictureFit(sizing: .fixed(PictureSize(width: 32, height: 32))), grid: nil,
      decoder: .yolox, classes: classes, thresholds: [:], suppression: NonMaximumSuppression(iou: 0.5))
  }
}
