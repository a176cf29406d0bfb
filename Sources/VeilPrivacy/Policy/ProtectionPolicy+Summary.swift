internal import VeilVision

/// What a report says of a policy.
extension ProtectionPolicy {
  /// The method, and what differs from it, for example `blur (plate: solid)`.
  package var methodSummary: String {
    let others = categories.sorted().filter { method(for: $0) != method }
    guard !others.isEmpty else { return method.rawValue }
    return "\(method.rawValue) (\(others.map { "\($0): \(method(for: $0).rawValue)" }.joined(separator: ", ")))"
  }

  /// All settings in effect, by the keys of a policy file, values as a command line takes them. Settings that are left
  /// to others (confidence) or empty are missing.
  package var summary: [String: String] {
    let hidden = categories.sorted()
    let paddings = hidden.map { "\($0)=\(Self.short(padding(for: $0).fraction))" }
    var settings: [PolicyKey: String] = [
      .method: method.rawValue,
      .categories: hidden.map(\.rawValue).joined(separator: ","),
      .categoryPadding: paddings.joined(separator: ","),
      .minPadding: Self.short(minimumPadding),
      .extend: Self.short(extend),
      .location: location.rawValue,
      .audio: audio.rawValue,
    ]
    settings[.categoryMethod] = Self.list(categoryMethods.mapValues(\.rawValue))
    settings[.confidence] = confidence.map(Self.short)
    settings[.categoryConfidence] = Self.list(categoryConfidences.mapValues(Self.short))
    if !zones.isEmpty {
      settings[.zone] = zones.map(\.description).joined(separator: " ")
      settings[.zoneMethod] = zoneMethod.rawValue
    }
    if !keepTracks.isEmpty { settings[.keepTrack] = keepTracks.sorted().map(String.init).joined(separator: ",") }
    if method == .risk { settings[.others] = others.rawValue }
    settings.merge(optionSummary) { $1 }
    return Dictionary(uniqueKeysWithValues: settings.map { ($0.key.rawValue, $0.value) })
  }

  /// What a person should hear before he relies on the policy, one sentence each.
  package var warnings: [String] {
    var warnings: [String] = []
    if methodsInUse.contains(.blur), options.blurSamples == nil {
      warnings.append(
        options.blurKernel == 0
          ? "blur-kernel 0 with blur-samples 0 hides nothing; it is for measurements only"
          : "blur with blur-samples 0 can be undone by whoever knows the kernel; it is for comparison with the paper")
    }
    if methodsInUse.contains(.replace), options.replace.seed != nil {
      warnings.append("whoever knows the seed can make the invented instances again; it is for tests only")
    }
    return warnings
  }

  /// The options of methods in use.
  private var optionSummary: [PolicyKey: String] {
    let values = [
      PolicyKey.blurKernel: String(options.blurKernel), .blurSD: Self.short(options.blurSD),
      .blurSize: String(options.blurSize), .blurSamples: String(options.blurSamples ?? 0),
      .pixelateCells: String(options.pixelateCells),
      .solidColor: options.solidColor.description, .cartoonDetail: String(options.cartoonDetail),
      .identity: options.replace.identity.rawValue, .edgeKernel: String(options.replace.edgeKernel),
      .edgeSD: Self.short(options.replace.edgeSD), .feature: options.replace.feature?.rawValue,
      .cover: options.replace.cover.rawValue,
      .inventConfidence: Self.short(options.replace.inventConfidence),
      .seed: options.replace.seed == nil ? nil : "given",
      .riskSteps: options.riskSteps.description, .scaleWithFace: options.riskScales ? "yes" : "no",
    ].compactMapValues(\.self)
    let used = methodsInUse
    return values.filter { key, _ in key.owner.map(used.contains) ?? false }
  }

  private static func list(_ values: [some RawRepresentable<String> & Hashable: String]) -> String? {
    guard !values.isEmpty else { return nil }
    return values.map { "\($0.key.rawValue)=\($0.value)" }.sorted().joined(separator: ",")
  }
}
