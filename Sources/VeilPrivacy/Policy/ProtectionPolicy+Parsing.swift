internal import VeilVision

/// Single values from text.
extension ProtectionPolicy {
  static func category(_ name: String) throws(PolicyError) -> Category {
    let category = Category(name)
    guard knownCategories.contains(category) else {
      let choices = knownCategories.sorted().map(\.rawValue).joined(separator: ", ")
      throw PolicyError(.unknownCategory, "there is no category '\(name)'; the categories are \(choices)")
    }
    return category
  }

  static func categories(_ names: [String]) throws(PolicyError) -> Set<Category> {
    var categories: Set<Category> = []
    for name in names { categories.insert(try category(name)) }
    guard !categories.isEmpty else {
      throw PolicyError(.invalidValue, "categories is empty; name at least one")
    }
    return categories
  }

  static func merge(
    _ entries: [PolicyValue.Entry], _ key: PolicyKey, _ range: ClosedRange<Double>,
    into values: inout [Category: Double]
  ) throws(PolicyError) {
    for entry in entries { values[try category(entry.name)] = try number(entry.value, key, range) }
  }

  static func zones(_ texts: [String]) throws(PolicyError) -> [Zone] {
    var zones: [Zone] = []
    for text in texts { zones.append(try Zone(text)) }
    return zones
  }

  static func riskSteps(_ entries: [PolicyValue.Entry]) throws(PolicyError) -> RiskSteps {
    do {
      return try RiskSteps(
        entries.map { entry in
          RiskSteps.Step(
            limit: try number(entry.name, .riskSteps, 0...100), value: try wholeNumber(entry.value, .riskSteps, 0...500)
          )
        })
    } catch let error as ProtectionError {
      throw PolicyError(.invalidValue, error.message)
    } catch {
      throw error as? PolicyError ?? PolicyError(.invalidValue, "risk-steps are LIMIT=VALUE, such as 50=30,70=3,90=0")
    }
  }

  static func flag(_ text: String, _ key: PolicyKey) throws(PolicyError) -> Bool {
    switch text {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw PolicyError(.invalidValue, "\(key.rawValue) is yes or no, not '\(text)'")
    }
  }

  static func tracks(_ texts: [String]) throws(PolicyError) -> Set<Int> {
    var tracks: Set<Int> = []
    for text in texts { tracks.insert(try wholeNumber(text, .keepTrack, 1...Int.max)) }
    return tracks
  }

  static func number(
    _ text: String, _ key: PolicyKey, _ range: ClosedRange<Double>
  ) throws(PolicyError) -> Double {
    guard let value = Double(text), range.contains(value) else {
      throw PolicyError(
        .invalidValue,
        "\(key.rawValue) is a number from \(short(range.lowerBound)) to \(short(range.upperBound)), not '\(text)'")
    }
    return value
  }

  static func wholeNumber(
    _ text: String, _ key: PolicyKey, _ range: ClosedRange<Int>
  ) throws(PolicyError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      let upper = range.upperBound == .max ? "on" : "to \(range.upperBound)"
      throw PolicyError(
        .invalidValue, "\(key.rawValue) is a whole number from \(range.lowerBound) \(upper), not '\(text)'")
    }
    return value
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ key: PolicyKey
  ) throws(PolicyError) -> Choice {
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw PolicyError(.invalidValue, "\(key.rawValue) is one of \(choices), not '\(text)'")
    }
    return choice
  }

  /// A number without a fraction that says nothing.
  static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }
}
