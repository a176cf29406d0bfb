/// Divides pictures into folds so that a clip is in one of them only: neighbouring frames of a clip are nearly the same.
package struct ClipFolds: Sendable {
  /// The fold of each clip.
  private let folds: [String: Int]
  package let count: Int

  /// Spreads the largest clips first, each into the fold that has least of it, accidents and normal pictures alike.
  ///
  /// - Throws: ``AccidentError`` `.dataInvalid` where a class has fewer clips than there are folds, or the folds are
  ///   fewer than two.
  package init(_ examples: [Example], count: Int) throws {
    guard count >= 2 else { throw AccidentError(.setting, "at least 2 folds are needed; choose --folds 5") }
    for (isAccident, name) in [(true, "accident"), (false, "normal")] {
      let clips = Set(examples.filter { $0.isAccident == isAccident }.map(\.clip))
      guard clips.count >= count else {
        throw AccidentError(
          .dataInvalid,
          "class \(name) has \(clips.count) clip\(clips.count == 1 ? "" : "s") and \(count) folds need as many; "
            + "add clips (a clip is the file name up to the first _) or use fewer --folds")
      }
    }
    var sizes: [String: (accident: Int, normal: Int)] = [:]
    for example in examples {
      if example.isAccident {
        sizes[example.clip, default: (0, 0)].accident += 1
      } else {
        sizes[example.clip, default: (0, 0)].normal += 1
      }
    }
    var loads = [(accident: Int, normal: Int)](repeating: (0, 0), count: count)
    var folds: [String: Int] = [:]
    let largestFirst = sizes.sorted {
      ($0.value.accident + $0.value.normal, $1.key) > ($1.value.accident + $1.value.normal, $0.key)
    }
    for (clip, size) in largestFirst {
      let best = loads.indices.min { left, right in
        Self.cost(loads[left], size) < Self.cost(loads[right], size)
      }
      guard let best else { continue }
      folds[clip] = best
      loads[best].accident += size.accident
      loads[best].normal += size.normal
    }
    self.folds = folds
    self.count = count
  }

  /// How full a fold is, of what the clip would bring.
  private static func cost(_ load: (accident: Int, normal: Int), _ size: (accident: Int, normal: Int)) -> Int {
    load.accident * size.accident + load.normal * size.normal + load.accident + load.normal
  }

  /// The fold of a picture, 0..<count.
  package func fold(of example: Example) -> Int { folds[example.clip] ?? 0 }
}
