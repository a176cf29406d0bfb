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

  package func detect(in frame: VideoFrame) async throws -> [Detection] {
    async let roadFound = detectRoad(in: frame)
    let early = try await withThrowingTaskGroup(of: (Int, [RoleDetector.Look]).self) { group in
      for (index, role) in others.enumerated() { group.addTask { (index, try await role.looks(at: frame)) } }
      return try await group.reduce(into: [[RoleDetector.Look]](repeating: [], count: others.count)) { $0[$1.0] = $1.1 }
    }
    var found = try await roadFound
    let objects = found
    found.removeAll { !categories.contains($0.category) }
    for (role, looks) in zip(others, early) {
      let late = role.neededObjects.isEmpty ? [] : try await role.looks(at: frame, around: objects)
      found += role.combine(looks + late, in: frame.format)
    }
    return found
  }

  private func detectRoad(in frame: VideoFrame) async throws -> [Detection] {
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

  package init(name: String, role: ModelRole, sha256: String, licence: String) {
    self.name = name
    self.role = role
    self.sha256 = sha256
    self.licence = licence
  }
}
