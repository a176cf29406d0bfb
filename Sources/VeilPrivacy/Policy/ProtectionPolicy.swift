package import VeilVision

/// What to protect, and how: the settings of a run that decide about privacy.
///
/// Comes from a file and the command line, later ones overriding earlier ones:
///
///     let file = try PolicyDocument(contentsOf: url)
///     let options = try PolicyDocument(commandLine: ["method": ["pixelate"]])
///     let policy = try ProtectionPolicy([file, options])
package struct ProtectionPolicy: Sendable, Hashable {
  /// The method of categories without their own.
  package var method = ProtectionMethod.blur
  package var categoryMethods: [Category: ProtectionMethod] = [:]
  /// Least score of a detection, 0...1; nil leaves it to the detector's manifest.
  package var confidence: Double?
  package var categoryConfidences: [Category: Double] = [:]
  /// Growth of a box on each side as a share of its size; nil for ``defaultPadding`` and ``defaultPaddings``.
  package var padding: Double?
  package var categoryPaddings: [Category: Double] = [:]
  /// Growth of a box on each side in pixels, at least.
  package var minimumPadding = 2.0
  /// How long a track stays hidden before its first and after its last detection, seconds.
  package var extend = 0.5
  package var zones: [Zone] = []
  /// How hidden zones are painted: blur, pixelate or solid.
  package var zoneMethod = ProtectionMethod.solid
  /// Tracks that stay visible, for a person who asks for his own film.
  package var keepTracks: Set<Int> = []
  package var location = LocationPolicy.strip
  package var audio = AudioPolicy.copy
  package var options = MethodOptions()
  /// How `risk` hides everything but faces.
  package var others = ProtectionMethod.blur

  /// The categories as they were given, if they were.
  var givenCategories: Set<Category>?

  /// The policy when nothing is said.
  package init() {}

  /// What is hidden: as given, else faces and plates for `attributes` and all known categories for the other methods.
  package var categories: Set<Category> {
    get { givenCategories ?? (method == .attributes ? AttributesProtection.categories : Self.knownCategories) }
    set { givenCategories = newValue }
  }

  /// Categories that can be named.
  package static let knownCategories: Set<Category> = [
    .person, .car, .truck, .bus, .motorcycle, .bicycle, .face, .plate,
  ]

  /// Growth of a box where nothing else is said: a twentieth on each side.
  package static let defaultPadding = 0.05
  /// More for what is identified by its details up to the rim.
  package static let defaultPaddings: [Category: Double] = [.face: 0.15, .plate: 0.15]

  /// How instances of a category are hidden. What `attributes` does not hide itself (something drawn by hand) is
  /// blurred.
  package func method(for category: Category) -> ProtectionMethod {
    if let method = categoryMethods[category] { return method }
    if method == .risk, category != .face { return others }
    return method == .attributes && !AttributesProtection.categories.contains(category) ? .blur : method
  }

  /// Least score of detections of a category, or nil to leave it to the detector's manifest.
  package func confidence(for category: Category) -> Double? { categoryConfidences[category] ?? confidence }

  /// How much boxes of a category grow.
  package func padding(for category: Category) -> Padding {
    Padding(
      fraction: categoryPaddings[category] ?? padding ?? Self.defaultPaddings[category] ?? Self.defaultPadding,
      minimum: minimumPadding)
  }

  /// The protections that the policy uses, by the names of their methods.
  ///
  /// Paint whole-frame methods first and the others by name: `attributes`, `blur`, `pixelate`, `replace`, `solid` is
  /// also the order in which they hide more, so that nothing is painted over by something weaker.
  /// - Parameters:
  ///   - suite: what `replace` works with; nil where no category is replaced.
  ///   - timings: told how long the stages of `replace` take.
  /// - Throws: ``ProtectionError`` when an option is out of range.
  package func protections(
    suite: CategorySuite? = nil, timings: StageTimings? = nil
  ) throws -> [String: any Protection] {
    var protections: [String: any Protection] = [:]
    for method in methodsInUse {
      protections[method.rawValue] = try method.protection(options: options, suite: suite, timings: timings)
    }
    return protections
  }

  /// Categories whose instances are hidden as a whole, so that nothing inside them needs to be found. One that is
  /// replaced is not: faces and plates extend its mask.
  package var coveringCategories: Set<Category> {
    // Risk has to see the faces on everybody, however well the others are hidden.
    guard !methodsInUse.contains(.risk) else { return [] }
    return categories.subtracting(AttributesProtection.categories).filter {
      method(for: $0) != .attributes && method(for: $0) != .replace
    }
  }

  /// True if something is replaced by what does not exist.
  package var replaces: Bool { methodsInUse.contains(.replace) }

  /// Categories for which a generator is needed.
  package var replacedCategories: Set<Category> {
    categories.subtracting(AttributesProtection.categories).filter { method(for: $0) == .replace }
  }

  /// What is looked for: what is hidden, and faces and plates where masks of instances need them.
  package var searchedCategories: Set<Category> {
    var searched = categories
    if replacedCategories.contains(where: { Self.faceBearers.contains($0) }) { searched.insert(.face) }
    if replacedCategories.contains(where: { !Self.faceBearers.contains($0) }) { searched.insert(.plate) }
    return searched
  }

  /// Categories whose instances have faces; the others have plates.
  private static let faceBearers: Set<Category> = [.person, .bicycle]

  /// How long tracks are extended, for ``TrackCompleter``.
  package var completion: CompletionOptions {
    var options = CompletionOptions()
    options.padding = extend
    return options
  }

  var methodsInUse: Set<ProtectionMethod> {
    var methods: Set = [method]
    methods.formUnion(categories.map(method(for:)))
    if method == .attributes { methods.insert(.blur) }
    if method == .risk { methods.insert(others) }
    if zones.contains(where: { $0.action == .hide }) { methods.insert(zoneMethod) }
    return methods
  }
}
