import Foundation
package import VeilMedia
package import VeilVision

/// A network that tries to recognise people and vehicles again (inspire section VI-A, "Adversarial systems").
package struct Adversary: Describer {
  package let name: String
  /// SHA-256 of its graph in hexadecimal.
  package var sha256: String { embedder.sha256 }
  /// Whom it was trained to tell apart; nil if nobody says.
  package let identifies: Set<ObjectGroup>?
  private let embedder: PictureEmbedder

  /// Loads a model by the name of its manifest, or an ONNX or OpenVINO file, optionally `FILE=person` or `FILE=vehicle` to
  /// say whom it was trained for.
  /// - Throws: `VisionError` naming the model and what is wrong; ``EvaluationError`` for another group.
  package static func load(_ text: String, from store: ModelStore) async throws -> Adversary {
    if let manifest = store.manifests.first(where: { $0.name == text }) {
      return try await Adversary(store.load(manifest), identifies: groups(manifest.identifies ?? []))
    }
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let path = parts.first, FileManager.default.fileExists(atPath: path) else {
      _ = try store.manifest(named: text)
      throw EvaluationError(.usage, "\(text) is neither a model nor a file")
    }
    let groups = try parts.count < 2 ? nil : [group(parts[1])] as Set
    return try await Adversary(VerifiedModel.embedder(unlisted: path), identifies: groups)
  }

  /// Names of all models in a store that can be adversaries: Re-ID networks, and backbones as proxies.
  package static func present(in store: ModelStore) -> [String] {
    [ModelRole.reid, .backbone].flatMap(store.manifests(for:)).filter { store.location(of: $0) != nil }.map(\.name)
  }

  private init(_ model: VerifiedModel, identifies: Set<ObjectGroup>?) async throws {
    name = model.manifest.name
    self.identifies = identifies
    // The same figures on every processor.
    embedder = try await PictureEmbedder.load(model, options: InferenceOptions(precision: .float32))
  }

  package func description(of frame: VideoFrame, region: PixelRect?) async throws -> [Float] {
    try await embedder.embedding(of: frame, region: region)
  }

  private static func groups(_ categories: Set<VeilVision.Category>) -> Set<ObjectGroup> {
    Set(categories.compactMap(ObjectGroup.init))
  }

  private static func group(_ text: String) throws -> ObjectGroup {
    guard let group = ObjectGroup(rawValue: text), ObjectGroup.identified.contains(group) else {
      throw EvaluationError(.usage, "an adversary identifies person or vehicle, not \(text)")
    }
    return group
  }
}

extension ObjectGroup {
  /// The groups that the paper attacks.
  package static let identified: [ObjectGroup] = [.person, .vehicle]

  /// The category that stands for the group where only the group is known.
  var category: VeilVision.Category {
    switch self {
    case .vehicle: .car
    case .person: .person
    case .twoWheeler: .bicycle
    case .face: .face
    case .plate: .plate
    }
  }
}

extension [Float] {
  /// The vector divided by its length; itself if it has none.
  var normalised: [Float] {
    let length = reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? map { $0 / length } : self
  }
}
