internal import Foundation
package import VeilVision

/// What must be known of a sound model to find, check and run it: the file `sound/model.json` in a folder of models.
package struct SoundModel: Sendable, Hashable, Codable {
  /// Name and version, for reports.
  package var name: String
  package var licence: String
  /// The network: `[1, 1, rows, frames]` features in, logits of the classes out.
  package var file: ModelFile
  package var features: SoundFeatureSettings
  /// Samples in a window.
  package var windowLength: Int
  /// Names of the network's outputs in their order; one is `crash`.
  package var classes: [String]
  package var calibration: SoundCalibration
  /// The probability from which a second counts as a crash where nothing else is asked for.
  package var threshold: Double

  /// The folder in a folder of models.
  static let folder = "sound"
  static let description = "model.json"

  /// Numbers that the network takes.
  var inputShape: [Int] { [1, 1, features.rows, features.frames(of: windowLength)] }

  /// Reads a description.
  /// - Throws: ``SoundError`` with code `modelUnusable` that says what is wrong.
  package static func read(_ path: String) throws -> SoundModel {
    guard let json = FileManager.default.contents(atPath: path) else {
      throw SoundError(.modelUnusable, "\(path) cannot be read")
    }
    guard let model = try? JSONDecoder().decode(SoundModel.self, from: json) else {
      throw SoundError(.modelUnusable, "\(path) does not describe a sound model; put the one of this version there")
    }
    if let fault = model.fault { throw SoundError(.modelUnusable, "\(path) describes no usable sound model: \(fault)") }
    return model
  }

  /// What contradicts itself, or nil.
  private var fault: String? {
    if let fault = features.fault { return fault }
    if file.name.isEmpty || file.name.contains("/") || file.name.hasPrefix(".") { return "its file has no plain name" }
    if file.bytes <= 0 || file.bytes > 1 << 28 { return "its file has no sensible size" }
    if file.sha256?.count != 64 { return "its file has no SHA-256" }
    if !(features.hop...10 * features.sampleRate).contains(windowLength) { return "its window has no sensible length" }
    if !classes.contains("crash") || classes.count < 2 || Set(classes).count != classes.count {
      return "its classes are not several different ones with crash among them"
    }
    if !calibration.scale.isFinite || !calibration.offset.isFinite || calibration.scale <= 0 {
      return "its calibration is not a positive scale and an offset"
    }
    return (0...1).contains(threshold) ? nil : "its threshold is not between 0 and 1"
  }
}

/// Makes logits comparable with how often they are right.
package struct SoundCalibration: Sendable, Hashable, Codable {
  package var scale: Double
  package var offset: Double

  package init(scale: Double, offset: Double) {
    self.scale = scale
    self.offset = offset
  }

  /// The probability of one class against all others.
  func probability(of index: Int, logits: [Float]) -> Double {
    let others = logits.indices.filter { $0 != index }.map { Double(logits[$0]) }
    let largest = others.max() ?? 0
    let rest = largest + log(others.reduce(0) { $0 + exp($1 - largest) })
    return 1 / (1 + exp(-(scale * (Double(logits[index]) - rest) + offset)))
  }
}
