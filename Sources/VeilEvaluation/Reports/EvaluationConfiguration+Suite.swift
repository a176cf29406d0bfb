package import VeilVision

extension EvaluationConfiguration {
  /// What a detector suite runs, in the words of the report.
  /// - Throws: ``VisionError`` if the store does not know a model that the suite uses.
  package init(_ suite: DetectorSuite, options: DetectorOptions, store: ModelStore, rules: ScoringRules) throws {
    let models = try suite.models.map { used in
      let manifest = try store.manifest(named: used.name)
      return Model(
        role: used.role.rawValue, name: used.name, sha256: used.sha256,
        input: Self.input(of: manifest, suite: suite, profile: options.profile))
    }
    self.init(
      models: models,
      thresholds: Dictionary(
        suite.thresholds.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }),
      profile: "\(suite.profile), \(options.inference.precision.rawValue)", rules: rules)
  }

  /// What a model looks at and at which size; several where it is used several times.
  private static func input(of manifest: ModelManifest, suite: DetectorSuite, profile: DetectionProfile) -> String {
    let present = Set(suite.models.map(\.name))
    let views = roles(of: suite).flatMap { role in
      // The plan in use is the first whose models are all there.
      let plan = profile.plans[role.rawValue]?.first { $0.members.allSatisfy { present.contains($0.model) } }
      return (plan?.members ?? []).filter { $0.model == manifest.name }.map { member in
        (role == .finder ? "to find vehicles " : "") + member.view.words + (member.fit ?? manifest.fit).sizing.words
      }
    }
    return views.isEmpty ? manifest.fit.sizing.words : views.joined(separator: " and ")
  }

  /// People and vehicles are found for themselves, or else only to look for plates and faces on them.
  private static func roles(of suite: DetectorSuite) -> [ModelRole] {
    let special: [(category: Category, role: ModelRole)] = [(.face, .face), (.plate, .plate)]
    let needsRoad = !suite.categories.subtracting(special.map(\.category)).isEmpty
    return [needsRoad ? .detector : .finder]
      + special.filter { suite.categories.contains($0.category) }.map(\.role)
  }
}

extension InputSizing {
  /// "416×416", or "0.52 to 1.00 megapixels, 0.56 of the picture".
  fileprivate var words: String {
    switch self {
    case .fixed(let size): return "\(size.width)×\(size.height)"
    case .area(let rule): return rule.words
    case .tiers(let tiers):
      let limit = Figure.decimals(Double(tiers.limit) / 1e6, 2)
      return "\(tiers.small.words) up to \(limit) megapixels, else \(tiers.large.words)"
    }
  }
}

extension AreaRule {
  fileprivate var words: String {
    let bounds = [minimum, maximum].map { Figure.decimals(Double($0) / 1e6, 2) }
    let range = bounds[0] == bounds[1] ? bounds[0] : "\(bounds[0]) to \(bounds[1])"
    return "\(range) megapixels, \(Figure.decimals(fraction, 2)) of the picture"
  }
}

extension DetectionView {
  fileprivate var words: String {
    switch self {
    case .frame: ""
    case .tiles(let tiling): "tiles of \(tiling.tile.width)×\(tiling.tile.height) at "
    case .objects(let view): "around \(view.categories.sorted().map(\.rawValue).joined(separator: ", ")) at "
    }
  }
}
