internal import Foundation
package import VeilVision

/// A sound model whose bytes were checked, ready to judge windows of sound.
package actor SoundNetwork {
  package nonisolated let model: SoundModel
  private let graph: CheckedFile
  private let features: SoundFeatures
  private let crash: Int
  private var network: TensorNetwork?

  /// Finds the model in the first folder that has one.
  /// - Throws: ``SoundError`` when there is none or it is unusable, `VisionError` when its file is another one.
  package init(models: ModelStore) throws {
    let folders = models.folders.map { $0.path + "/" + SoundModel.folder }
    guard let folder = folders.first(where: Self.holdsModel) else {
      throw SoundError(
        .modelMissing, "the sound model is missing; name a folder that holds sound/model.json with --models")
    }
    let model = try SoundModel.read(folder + "/" + SoundModel.description)
    self.model = model
    graph = try CheckedFile(reading: model.file, in: folder)
    features = try SoundFeatures(model.features)
    crash = model.classes.firstIndex(of: "crash") ?? 0
  }

  private static func holdsModel(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + SoundModel.description)
  }

  /// The probability that a crash is heard in a window of ``SoundModel/windowLength`` samples.
  /// - Throws: `VisionError` when the network cannot be run.
  package func probability(_ samples: [Float]) async throws -> Double {
    model.calibration.probability(of: crash, logits: try await logits(samples))
  }

  /// What the network says of a window, one number a class.
  package func logits(_ samples: [Float]) async throws -> [Float] {
    let logits = try await prepared().run(features(samples))
    guard logits.count == model.classes.count else {
      throw SoundError(
        .modelUnusable,
        "sound model \(model.name) tells \(model.classes.count) classes apart, its network \(logits.count)")
    }
    return logits
  }

  private func prepared() async throws -> TensorNetwork {
    if let network { return network }
    let made = try await InferenceRuntime.shared().network(graph, input: model.inputShape, name: model.name)
    network = made
    return made
  }
}
