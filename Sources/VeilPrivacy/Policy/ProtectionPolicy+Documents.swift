internal import VeilVision

extension ProtectionPolicy {
  /// The policy that documents describe, later ones overriding earlier ones key by key; maps are merged name by name.
  /// - Throws: ``PolicyError``
  package init(_ documents: [PolicyDocument]) throws(PolicyError) {
    self.init()
    for document in documents { self = try merging(document) }
  }

  /// This policy with a document's settings in place of its own.
  /// - Throws: ``PolicyError`` that names the key, and the choices where there are any.
  package func merging(_ document: PolicyDocument) throws(PolicyError) -> ProtectionPolicy {
    var policy = self
    for (key, value) in document.entries { try policy.set(key, value) }
    try policy.check(document)
    return policy
  }

  private mutating func set(_ key: PolicyKey, _ value: PolicyValue) throws(PolicyError) {
    switch key {
    case .method: method = try ProtectionMethod(named: value.text(of: key))
    case .categories: givenCategories = try Self.categories(value.items(of: key))
    case .categoryMethod: try setCategoryMethods(value.entries(of: key))
    case .confidence: confidence = try Self.number(value.text(of: key), key, 0...1)
    case .categoryConfidence: try Self.merge(value.entries(of: key), key, 0...1, into: &categoryConfidences)
    case .padding: padding = try Self.number(value.text(of: key), key, 0...1)
    case .minPadding: minimumPadding = try Self.number(value.text(of: key), key, 0...1000)
    case .categoryPadding: try Self.merge(value.entries(of: key), key, 0...1, into: &categoryPaddings)
    case .extend: extend = try Self.number(value.text(of: key), key, 0...60)
    case .zone: zones = try Self.zones(value.items(of: key, isSplit: false))
    case .zoneMethod: try setZoneMethod(value.text(of: key))
    case .keepTrack: keepTracks = try Self.tracks(value.items(of: key))
    case .location: location = try Self.choice(value.text(of: key), key)
    case .audio: audio = try Self.choice(value.text(of: key), key)
    case .others: try setOthers(value.text(of: key))
    case .riskSteps: options.riskSteps = try Self.riskSteps(value.entries(of: key))
    case .scaleWithFace: options.riskScales = try Self.flag(value.text(of: key), key)
    default: try setOption(key, value.text(of: key))
    }
  }

  private mutating func setOption(_ key: PolicyKey, _ text: String) throws(PolicyError) {
    switch key {
    case .blurKernel: options.blurKernel = try Self.wholeNumber(text, key, 0...2047)
    case .blurSD: options.blurSD = try Self.number(text, key, 0...1000)
    case .blurSize: options.blurSize = try Self.wholeNumber(text, key, 8...1024)
    case .blurSamples: try setBlurSamples(text)
    case .pixelateCells: options.pixelateCells = try Self.wholeNumber(text, key, 1...6)
    case .solidColor:
      guard let color = SolidColor(text) else {
        throw PolicyError(.invalidValue, "\(key.rawValue) is black, grey, white or #rrggbb, not '\(text)'")
      }
      options.solidColor = color
    case .cartoonDetail: options.cartoonDetail = try Self.wholeNumber(text, key, 32...640)
    default: try setReplaceOption(key, text)
    }
  }

  private mutating func setReplaceOption(_ key: PolicyKey, _ text: String) throws(PolicyError) {
    switch key {
    case .identity: options.replace.identity = try Self.choice(text, key)
    case .edgeKernel:
      let kernel = try Self.wholeNumber(text, key, 0...EdgeFilter.largestKernel)
      guard kernel == 0 || kernel % 2 == 1 else {
        throw PolicyError(
          .invalidValue,
          "edge-kernel is an odd number up to \(EdgeFilter.largestKernel), or 0 for no filter, not '\(text)'")
      }
      options.replace.edgeKernel = kernel
    case .edgeSD: options.replace.edgeSD = try Self.number(text, key, 0...100)
    case .feature: options.replace.feature = try Self.choice(text, key) as AuxiliaryFeature
    case .cover: options.replace.cover = try Self.choice(text, key) as ReplaceCover
    case .inventConfidence: options.replace.inventConfidence = try Self.number(text, key, 0...1)
    default: options.replace.seed = UInt64(try Self.wholeNumber(text, key, 0...Int.max))
    }
  }

  private mutating func setOthers(_ text: String) throws(PolicyError) {
    let method = try ProtectionMethod(named: text)
    guard !method.isWholeFrame, method != .risk, method != .attributes else {
      throw PolicyError(.conflict, "others is a method that hides whole people and vehicles, not \(text)")
    }
    others = method
  }

  private mutating func setBlurSamples(_ text: String) throws(PolicyError) {
    let samples = try Self.wholeNumber(text, .blurSamples, 0...64)
    guard samples != 1 else {
      throw PolicyError(.invalidValue, "blur-samples is 2 to 64, or 0 for the paper's own blur, not '1'")
    }
    options.blurSamples = samples == 0 ? nil : samples
  }

  private mutating func setCategoryMethods(_ entries: [PolicyValue.Entry]) throws(PolicyError) {
    for entry in entries {
      let category = try Self.category(entry.name)
      let method = try ProtectionMethod(named: entry.value)
      guard !method.isWholeFrame else {
        throw PolicyError(.conflict, "\(method.rawValue) paints whole frames; it cannot be the method of \(category)")
      }
      guard method != .risk || category == .face else {
        throw PolicyError(.conflict, "risk masks faces only; give \(category) another method")
      }
      guard method != .attributes || AttributesProtection.categories.contains(category) else {
        throw PolicyError(.conflict, "attributes hides face and plate only; give \(category) another method")
      }
      categoryMethods[category] = method
    }
  }

  private mutating func setZoneMethod(_ text: String) throws(PolicyError) {
    let choices: [ProtectionMethod] = [.blur, .pixelate, .solid]
    guard let method = choices.first(where: { $0.rawValue == text }) else {
      throw PolicyError(
        .invalidValue, "zone-method is one of \(choices.map(\.rawValue).joined(separator: ", ")), not '\(text)'")
    }
    zoneMethod = method
  }

  /// What no single key can tell.
  private func check(_ document: PolicyDocument) throws(PolicyError) {
    guard options.blurKernel == 0 || options.blurKernel % 2 == 1 && options.blurKernel < 2 * options.blurSize else {
      throw PolicyError(
        .invalidValue,
        "blur-kernel is an odd number below twice blur-size (\(2 * options.blurSize)), or 0 for no filter")
    }
    guard (options.blurSamples ?? 0) <= options.blurSize else {
      throw PolicyError(.invalidValue, "blur-samples is at most blur-size (\(options.blurSize))")
    }
    if method == .risk, let given = givenCategories, !given.contains(.face) {
      throw PolicyError(.conflict, "risk masks faces; leave face among categories")
    }
    if method == .attributes, let given = givenCategories {
      let others = given.subtracting(AttributesProtection.categories).subtracting(categoryMethods.keys).sorted()
      guard others.isEmpty else {
        throw PolicyError(
          .conflict,
          "attributes hides face and plate only; give \(others.map(\.rawValue).joined(separator: ", ")) another method "
            + "by category-method or take it out of categories")
      }
    }
    try checkEffects(document)
  }

  /// Refuses settings that would silently do nothing.
  private func checkEffects(_ document: PolicyDocument) throws(PolicyError) {
    if document.value(.categories) != nil {
      for key in [PolicyKey.categoryMethod, .categoryConfidence, .categoryPadding] {
        guard let value = document.value(key) else { continue }
        for entry in try value.entries(of: key) where !categories.contains(Category(entry.name)) {
          throw PolicyError(.conflict, "\(key.rawValue) names \(entry.name), which is not among categories")
        }
      }
    }
    guard document.isCommandLine else { return }
    for (key, _) in document.entries {
      guard let owner = key.owner, !methodsInUse.contains(owner) else { continue }
      throw PolicyError(.conflict, "\(key.rawValue) has no effect, because nothing is hidden by \(owner.rawValue)")
    }
  }
}
