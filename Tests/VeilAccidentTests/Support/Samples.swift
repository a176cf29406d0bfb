import VeilAccident

/// Pictures that are drawn from two clouds.
enum Samples {
  static let identity = AccidentHead.BackboneIdentity(
    name: "made up", sha256: String(repeating: "a", count: 64), featureSize: 12)

  /// Eight clips with accidents and normal pictures in each. The clouds' centres differ by `distance` in the first three
  /// of twelve features; each clip has an offset of its own in all of them.
  static func examples(distance: Float = 3, clips: Int = 8, perClip: Int = 20, seed: UInt64 = 7) -> [Example] {
    var numbers = SeededNumbers(seed: seed)
    func noise() -> Float { (0..<4).reduce(Float(0)) { sum, _ in sum + Float.random(in: -1...1, using: &numbers) } }
    return (0..<clips).flatMap { clip -> [Example] in
      let offset = (0..<12).map { _ in noise() / 2 }
      return (0..<perClip).map { index in
        let isAccident = index % 2 == 0
        let views = (0..<2).map { _ in
          (0..<12).map { column in
            offset[column] + noise() + (isAccident && column < 3 ? distance : 0)
          }
        }
        return Example(
          name: "clip\(clip)/\(index)", clip: "clip\(clip)", order: index, isAccident: isAccident, views: views)
      }
    }
  }

  /// Scores with a probability and a label.
  static func scores(_ rows: [(String, Double, Bool)]) -> [ScoredPicture] {
    rows.enumerated().map { index, row in
      ScoredPicture(
        name: "\(row.0)_\(index)", clip: row.0, order: index, isAccident: row.2, margin: 0, probability: row.1)
    }
  }

  /// Scores of a film, a second each.
  static func seconds(_ image: [Double?], sound: [Double?] = []) -> [SecondScore] {
    image.enumerated().map { index, value in
      SecondScore(second: Double(index), image: value, sound: index < sound.count ? sound[index] : nil)
    }
  }
}
