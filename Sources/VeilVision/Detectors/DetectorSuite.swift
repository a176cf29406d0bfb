package import VeilMedia

/// All networks that a set of categories needs, working together on each frame.
package struct DetectorSuite: Detector {
  package let categories: Set<Category>
  /// What is run, for records and reports.
  package let models: [UsedModel]
  /// Lowest score by category.
  package let thresholds: [Category: Double]
  /// Name of the profile.
  package let profile: String

  private let road: RoleDetector?
  private let others: [RoleDetector]

  init(road: RoleDetector?, others: [RoleDetector], wanted: Set<Category>, models: [UsedModel], profile: String) {
    self.road = road
    self.others = others
    self.models = models
    self.profile = profile
    let all = (road.map { [$0] } ?? []) + others
    categories = all.reduce(into: Set()) { $0.formUnion($1.categories) }.intersection(wanted)
    thresholds = all.reduce(into: [:]) { $0.merge($1.thresholds) { first, _ in first } }
      .filter { wanted.contains($0.key) }
  }

  /// Compiles all networks for a film's pictures, so that the first frame does not wait and a model that cannot be used
  /// is known before anything is written.
  /// - Throws: ``VisionError`` with code `modelUnusable`.
  package func prepare(for format: PictureFormat) async throws {
    try await road?.prepare(for: format)
    for role in others { try await role.prepare(for: format) }
  }

  package func detect(in frame: VideoFrame) async throws -> [Detection] {
    try await detect(in: frame, for: categories)
  }

  /// Looks for some of the categories only, so that not every network must run on every frame of a film.
  package func detect(in frame: VideoFrame, for wanted: Set<Category>) async throws -> [Detection] {
    let others = others.filter { !$0.categories.isDisjoint(with: wanted) }
    let road =
      others.contains { !$0.neededObjects.isEmpty } || road?.categories.isDisjoint(with: wanted) == false
      ? road : nil
    return try await Self.detect(in: frame, road, others).filter { wanted.contains($0.category) }
  }

  private static func detect(
    in frame: VideoFrame, _ road: RoleDetector?, _ others: [RoleDetector]
  ) async throws -> [Detection] {
    async let roadFound = detectRoad(road, in: frame)
    let early = try await withThrowingTaskGroup(of: (Int, [RoleDetector.Look]).self) { group in
      for (index, role) in others.enumerated() { group.addTask { (index, try await role.looks(at: frame)) } }
      return try await group.reduce(into: [[RoleDetector.Look]](repeating: [], count: others.count)) { $0[$1.0] = $1.1 }
    }
    let objects = try await roadFound
    var found = objects
    for (role, looks) in zip(others, early) {
      let late = role.neededObjects.isEmpty ? [] : try await role.looks(at: frame, around: objects)
      found += role.combine(looks + late, in: frame.format)
    }
    return found
  }

  private static func detectRoad(_ road: RoleDetector?, in frame: VideoFrame) async throws -> [Detection] {
    guard let road else { return [] }
    return road.combine(try await road.looks(at: frame), in: frame.format)
  }
}

/// A model as it was run.
package struct UsedModel: Sendable, Hashable, Codable {
  package let name: String
  package let role: ModelRole
  /// SHA-256 of the graph's file in hexadecimal.
  package let sha256: String
  package let licence: String
  /// What whoever relies on the model must know, from its manifest.
  package let caution: String?

  package init(name: String, role: ModelRole, sha256: String, licence: String, caution: String? = nil) {
    self.name = name
    self.role = role
    self.sha256 = sha256
    self.licence = licence
    self.caution = caution
  }
}
