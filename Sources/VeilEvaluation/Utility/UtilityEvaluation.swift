import Foundation
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
  private let keepsPictures: Bool
  private var sources: [Source] = []

  private struct Source {
    let name: String
    var frames = 0
    var groups: [[ObjectGroup: Scores]]
    /// The frame with most to hide so far: its number of boxes, the original and what each system makes of it.
    var most = 0
    var pictures: [Data] = []
  }

  private struct Scores {
    var counting = CountingAccuracy()
    var precision = COCOPrecision()
  }

  /// - Parameters:
  ///   - judge: finds people and vehicles.
  ///   - painters: the systems to compare.
  ///   - keepsPictures: true to keep one frame of each film for ``sheet``.
  package init(judge: any Detector, painters: [SystemPainter], keepsPictures: Bool = false) {
    self.keepsPictures = keepsPictures
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
    let isShown = keepsPictures && boxes.count > sources[sources.count - 1].most
    if isShown {
      sources[sources.count - 1].most = boxes.count
      sources[sources.count - 1].pictures = [try Self.picture(of: frame)]
    }
    for (system, painter) in painters.enumerated() {
      let painted = try await painter.painted(frame, boxes)
      if isShown { sources[sources.count - 1].pictures.append(try Self.picture(of: painted)) }
      let found = try await seen(in: painted)
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

  /// The frame with most to hide of each film, as it was and as each system transforms it (inspire figure 5).
  package var sheet: PictureSheet {
    PictureSheet(
      caption: "The frame with most to hide, as each system transforms it",
      columns: ["original"] + painters.map(\.system.name),
      rows: sources.filter { !$0.pictures.isEmpty }.map { PictureSheet.Row($0.name, $0.pictures) })
  }

  private static func picture(of frame: VideoFrame) throws -> Data { try Thumbnail.jpeg(of: frame, longSide: 640) }

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
