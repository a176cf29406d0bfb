extension DetectorSuite {
  /// Chooses, reads and checks the models that the wanted categories need. Compiling waits for the first frame.
  ///
  /// - Throws: ``VisionError``: `modelMissing` naming a model for a role that cannot be filled, `modelHashMismatch`,
  ///   or `unknownModel` when no model finds a wanted category.
  package static func load(_ options: DetectorOptions, from store: ModelStore) throws -> DetectorSuite {
    var builder = SuiteBuilder(options: options, store: store)
    return try builder.build()
  }
}

/// Collects the parts of a suite; each model is read once, however many plans use it.
private struct SuiteBuilder {
  let options: DetectorOptions
  let store: ModelStore
  private var loaded: [String: CompiledModels] = [:]
  private var used: [UsedModel] = []

  init(options: DetectorOptions, store: ModelStore) {
    self.options = options
    self.store = store
  }

  mutating func build() throws -> DetectorSuite {
    var others: [RoleDetector] = []
    var missing = options.categories
    for role in [ModelRole.face, .plate] where try isNeeded(role, for: options.categories) {
      let detector = try detector(for: role, wanted: options.categories)
      missing.subtract(detector.categories)
      others.append(detector)
    }
    let roadWanted = missing.union(others.reduce(into: Set()) { $0.formUnion($1.neededObjects) })
    var road: RoleDetector?
    if !roadWanted.isEmpty {
      let detector = try detector(for: missing.isEmpty ? .finder : .detector, wanted: roadWanted)
      missing.subtract(detector.categories)
      road = detector
    }
    if let category = missing.min() {
      throw VisionError(.unknownModel, "no model finds objects of category \(category)")
    }
    return DetectorSuite(
      road: road, others: others, wanted: options.categories, models: used, profile: options.profile.name)
  }

  private func isNeeded(_ role: ModelRole, for wanted: Set<Category>) throws -> Bool {
    store.manifests(for: role).contains { !$0.categories.isDisjoint(with: wanted) }
  }

  private mutating func detector(for role: ModelRole, wanted: Set<Category>) throws -> RoleDetector {
    let plan = try plan(for: role)
    let models = try plan.members.map { try model(named: $0.model) }
    let manifests = models.map(\.model.manifest)
    guard let first = manifests.first else {
      throw VisionError(.manifestInvalid, "profile \(options.profile.name) has a plan without models for role \(role)")
    }
    let groups = first.suppression.groups
    let categories = wanted.filter { category in
      manifests.contains { !$0.classes(for: category, groups: groups).isEmpty }
    }
    var thresholds: [Category: Double] = [:]
    for category in categories {
      thresholds[category] =
        options.thresholds[category] ?? plan.thresholds?[category.rawValue] ?? first.threshold(for: category)
    }
    let lowest = thresholds.mapValues { $0 * min(1, max(0, options.weakShare)) }
    let networks = zip(plan.members, models).map { member, model in
      NetworkDetector(
        model, categories: categories, fit: member.fit, suppression: member.suppression,
        threshold: { min(plan.floor ?? 1, lowest[$0] ?? 1) })
    }
    return RoleDetector(
      plan: plan, networks: networks, categories: categories, thresholds: thresholds, lowest: lowest,
      covered: options.covered, suppression: first.suppression)
  }

  /// The plan of a role: the user's model, else the first plan of the profile whose models are all there, else the
  /// preferred model that is there.
  private func plan(for role: ModelRole) throws -> DetectionPlan {
    if let name = options.models[role] { return DetectionPlan(try store.manifest(named: name)) }
    if role == .finder && options.profile.plans[role.rawValue] == nil { return try plan(for: .detector) }
    let plans = options.profile.plans[role.rawValue] ?? []
    for plan in plans
    where try plan.members.allSatisfy({ store.location(of: try store.manifest(named: $0.model)) != nil }) {
      return plan
    }
    return DetectionPlan(try store.preferredPresent(for: role == .finder ? .detector : role))
  }

  private mutating func model(named name: String) throws -> CompiledModels {
    if let model = loaded[name] { return model }
    let verified = try store.load(store.manifest(named: name))
    let model = CompiledModels(verified, options: options.inference)
    loaded[name] = model
    used.append(
      UsedModel(
        name: name, role: verified.manifest.role, sha256: verified.sha256, licence: verified.manifest.licence,
        caution: verified.manifest.caution))
    return model
  }
}
