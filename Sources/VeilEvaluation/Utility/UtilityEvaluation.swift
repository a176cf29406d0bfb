package import VeilMedia
package import VeilVision

/// How useful a film stays for counting and detecting (inspire section VI-C): a judge, whom no system uses, looks at the
/// original and at what each system makes of it; what he finds in the original is the truth.
///
/// Frames stream by; only counts are kept.
package actor UtilityEvaluation {
  /// The judge's confidence from which an object is there, in originals and afterwards, as in the paper.
  package static let confidence = 0.5

  private let judge: any Detector
  private let painters: [SystemPainter]
  private var sources: [Source] = []

  private struct Source {
    let name: String
    var frames = 0
    var groups: [[ObjectGroup: Scores]]
  }

  private struct Scores {
    var counting = CountingAccuracy()
    var precision = COCOPrecision()
  }

  /// - Parameters:
  ///   - judge: finds people and vehicles.
  ///   - painters: the systems to compare.
  package init(judge: any Detector, painters: [SystemPainter]) {
    self.judge = judge
    self.painters = painters
  }

  /// Begins a film or data set; frames that follow belong to it.
  package func begin(_ name: String) {
    sources.append(Source(name: name, groups: [[ObjectGroup: Scores]](repeating: [:], count: painters.count)))
  }

  /// Compares one frame.
  /// - Parameters:
  ///   - frame: the original.
  ///   - boxes: what systems hide in it.
  package func add(_ frame: VideoFrame, boxes: [TrackedBox]) async throws {
    guard !sources.isEmpty else { return }
    let truth = try await seen(in: frame)
    sources[sources.count - 1].frames += 1
    for (system, painter) in painters.enumerated() {
      let found = try await seen(in: painter.painted(frame, boxes))
      for group in ObjectGroup.identified {
        let (there, counted) = (truth[group] ?? [], found[group] ?? [])
        sources[sources.count - 1].groups[system][group, default: Scores()].counting.add(
          counted.count, truth: there.count)
        sources[sources.count - 1].groups[system][group, default: Scores()].precision.add(
          counted, truth: there.map(\.box))
      }
    }
  }

  /// All figures.
  package var results: [UtilityRow] {
    sources.flatMap { source in
      painters.indices.flatMap { system in
        ObjectGroup.identified.compactMap { group in
          source.groups[system][group].map { row(source, painters[system].system, group, $0) }
        }
      }
    }
  }

  private func row(
    _ source: Source, _ system: EvaluatedSystem, _ group: ObjectGroup, _ scores: Scores
  ) -> UtilityRow {
    UtilityRow(
      source: source.name, system: system.name, method: system.method, group: group, frames: source.frames,
      objectsPerFrame: scores.counting.mean ?? 0, countingAccuracy: scores.counting.value,
      ap50: scores.precision.at50, ap50To95: scores.precision.at50To95)
  }

  private func seen(in frame: VideoFrame) async throws -> [ObjectGroup: [Detection]] {
    let confident = try await judge.detect(in: frame).filter { $0.confidence >= Self.confidence }
    return Dictionary(grouping: confident) { ObjectGroup($0.category) ?? .plate }
  }
}
