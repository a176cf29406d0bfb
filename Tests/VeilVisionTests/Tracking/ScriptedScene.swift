import Foundation
import Testing
import VeilTesting
import VeilVision

/// The worst case that a detector is allowed: it starts late, misses one frame in five, has a hole of ten frames, and
/// its boxes wobble. The objects' true boxes are known in every frame.
struct ScriptedScene: Sendable, CustomTestStringConvertible {
  static let width = 640
  static let height = 360

  let name: String
  /// The true box at a time.
  let truth: @Sendable (Double) -> Box
  var framesPerSecond = 30.0
  var interval = 1
  var frameCount = 150
  /// The detector sees the object only from this frame on.
  var onset = 6
  /// How far each edge of a detected box may be off, outwards only, as a fraction of the size: a detection that cuts the
  /// object short is the detector's fault, not that of what this tests.
  var wobble = 0.0

  var testDescription: String { name }

  func seconds(_ frame: Int) -> Double { Double(frame) / framesPerSecond }

  func detections(_ frame: Int) -> [Detection]? {
    guard frame.isMultiple(of: interval) else { return nil }
    let isHole = (70..<80).contains(frame)
    guard frame >= onset, frame % 5 != 3, !isHole else { return [] }
    var generator = SplitMix64(seed: UInt64(frame))
    let box = truth(seconds(frame))
    func off(_ size: Double) -> Double { wobble > 0 ? size * .random(in: 0...wobble, using: &generator) : 0 }
    let left = off(box.width)
    let top = off(box.height)
    let seen = Box(
      x: box.x - left, y: box.y - top, width: box.width + left + off(box.width),
      height: box.height + top + off(box.height))
    return [Detection(category: .car, confidence: frame.isMultiple(of: 7) ? 0.35 : 0.85, box: seen)]
  }

  static let all: [ScriptedScene] = [
    ScriptedScene(name: "standing") { _ in Box(x: 200, y: 100, width: 60, height: 40) },
    ScriptedScene(name: "constant speed") { Box(x: 20 + 100 * $0, y: 100 + 20 * $0, width: 60, height: 40) },
    ScriptedScene(name: "to and fro") { Box(x: 250 + 150 * sin(1.8 * $0), y: 150, width: 60, height: 50) },
    ScriptedScene(name: "circling") {
      Box(x: 280 + 120 * cos(2 * $0), y: 140 + 80 * sin(2 * $0), width: 48, height: 48)
    },
    ScriptedScene(name: "braking") { Box(x: 10 + 200 * $0 - 20 * $0 * $0, y: 180, width: 80, height: 50) },
    ScriptedScene(name: "coming near") {
      let scale = 1 / (6.5 - $0)
      return Box(x: 300 - 250 * scale, y: 180 - 120 * scale, width: 260 * scale, height: 200 * scale)
    },
    ScriptedScene(name: "leaving the picture") { Box(x: 400 + 70 * $0, y: 100, width: 90, height: 70) },
  ]

  /// The same with another frame rate, detector interval or wobble.
  static let variations: [ScriptedScene] = all.flatMap { scene in
    [(30.0, 1, 0.0), (30, 1, 0.06), (30, 2, 0), (30, 3, 0.04), (25, 1, 0.02), (60, 4, 0.03)].map { variation in
      ScriptedScene(
        name: "\(scene.name), \(variation.0) fps, interval \(variation.1), wobble \(variation.2)", truth: scene.truth,
        framesPerSecond: variation.0, interval: variation.1, wobble: variation.2)
    }
  }
}
