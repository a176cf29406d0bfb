import VeilMedia
import VeilVision

/// The Re-ID attack (inspire section VI-A): describes everybody in the original and in what each system makes of it, and
/// looks for the ones among the others.
///
/// Scenes stream by; what is kept of each sighting are its descriptions, about a kilobyte an adversary and system.
package actor ReIDEvaluation {
  private let adversaries: [any Describer]
  private let painters: [SystemPainter]
  private let attacks: Set<ReIDAttack>
  /// Names of films and data sets.
  private var sources: [String] = []
  private var records: [ReIDRecord] = []
  private var averages: [Track: [FrameAverage]] = [:]
  private var averaged: [TrackRecord] = []

  private struct Track: Hashable {
    let identity: Int
    let camera: Int?
  }

  package init(adversaries: [any Describer], painters: [SystemPainter], attacks: Set<ReIDAttack>) {
    self.adversaries = adversaries
    self.painters = painters
    self.attacks = attacks
  }

  /// Begins a film or data set; scenes that follow belong to it.
  package func begin(_ source: String) { sources.append(source) }

  /// Number of pictures described so far.
  package var count: Int { records.count }

  /// Describes whoever is in a scene.
  /// - Throws: what networks, painting and scaling throw.
  package func add(_ scene: ReIDScene) async throws {
    guard !scene.sightings.isEmpty else { return }
    let wanted = scene.sightings.map { $0.isQuery || needsTransformedGallery }
    var transformed = [[[[Float]]]](repeating: [], count: scene.sightings.count)
    var rival = transformed
    if wanted.contains(true) {
      for (system, painter) in painters.enumerated() {
        let frame = try await painter.painted(scene.frame, scene.boxes)
        let other = try await needsRival ? painter.paintedByRival(scene.frame, scene.boxes) : nil
        for (index, sighting) in scene.sightings.enumerated() where wanted[index] {
          let described = try await descriptions(of: sighting, in: frame)
          transformed[index].append(described)
          if let other {
            rival[index].append(try await descriptions(of: sighting, in: other))
          } else {
            rival[index].append(described)
          }
          try average(sighting, in: frame, system: system)
        }
      }
    }
    for (index, sighting) in scene.sightings.enumerated() {
      let original = try await descriptions(of: sighting, in: scene.frame)
      records.append(
        ReIDRecord(
          sighting: sighting, source: sources.count - 1, original: original, transformed: transformed[index],
          rival: rival[index]))
      if sighting.isLast { try await finishAverage(of: sighting) }
    }
  }

  /// All tables of figures.
  /// - Parameters:
  ///   - replicates: resamplings of the identities for intervals.
  ///   - seed: of the resampling.
  package func results(replicates: Int = 1000, seed: UInt64 = 1) -> ReIDResults {
    let groups = ObjectGroup.identified.filter { group in
      records.contains { $0.sighting.group == group && $0.sighting.isQuery }
    }
    let scoring = ReIDScoring(
      records: records, sources: sources, tracks: averaged, adversaries: adversaries, systems: painters.map(\.system),
      attacks: attacks,
      replicates: replicates, seed: seed)
    return ReIDResults(
      galleries: groups.map(scoring.facts), adversaries: groups.flatMap(scoring.adversaryFacts),
      rows: groups.flatMap(scoring.rows))
  }

  private var needsTransformedGallery: Bool { attacks.contains(where: \.needsTransformedGallery) }
  private var needsRival: Bool { attacks.contains(.sameSystem) || attacks.contains(.sameSystemCopy) }

  /// By adversary, and by outline where that is asked for.
  private func descriptions(of sighting: Sighting, in frame: VideoFrame) async throws -> [[Float]] {
    var all: [[Float]] = []
    for adversary in adversaries { all.append(try await adversary.embedding(of: frame, region: sighting.region)) }
    if attacks.contains(.outline) { all.append(try OutlineDescriptor.description(of: frame, region: sighting.region)) }
    return all
  }

  private func average(_ sighting: Sighting, in frame: VideoFrame, system: Int) throws {
    guard attacks.contains(.frameAverage), sighting.isQuery else { return }
    let track = Track(identity: sighting.identity, camera: sighting.camera)
    let empty = [FrameAverage](repeating: FrameAverage(), count: painters.count)
    try averages[track, default: empty][system].add(frame, region: sighting.region)
  }

  private func finishAverage(of sighting: Sighting) async throws {
    let track = Track(identity: sighting.identity, camera: sighting.camera)
    guard let systems = averages.removeValue(forKey: track) else { return }
    var descriptions: [[[Float]]] = []
    for average in systems {
      guard let frame = try average.frame() else { return }
      var all: [[Float]] = []
      for adversary in adversaries { all.append(try await adversary.embedding(of: frame)) }
      descriptions.append(all)
    }
    averaged.append(
      TrackRecord(
        identity: sighting.identity, group: sighting.group, camera: sighting.camera, descriptions: descriptions))
  }
}
