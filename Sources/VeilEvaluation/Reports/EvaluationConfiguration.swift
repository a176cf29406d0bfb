/// What was run: printed with every figure, so that figures of different configurations are never mixed up.
package struct EvaluationConfiguration: Sendable, Hashable, Codable {
  package struct Model: Sendable, Hashable, Codable {
    /// What it was used for, for example `objects`.
    package let role: String
    package let name: String
    /// Of its file, in lower-case hexadecimal.
    package let sha256: String
    /// How pictures were brought into its input, in words.
    package let input: String

    package init(role: String, name: String, sha256: String, input: String) {
      self.role = role
      self.name = name
      self.sha256 = sha256
      self.input = input
    }
  }

  package let models: [Model]
  /// Least confidence by category.
  package let thresholds: [String: Double]
  /// Name of the detection profile and the type in which networks computed.
  package let profile: String
  package let rules: ScoringRules

  package init(models: [Model], thresholds: [String: Double], profile: String, rules: ScoringRules) {
    self.models = models
    self.thresholds = thresholds
    self.profile = profile
    self.rules = rules
  }

  /// A line each for profile, models, thresholds and rules.
  package var lines: [String] {
    let inUse = models.map { "model \($0.name) (\($0.role), \($0.input)), SHA-256 \($0.sha256)" }
    return ["profile \(profile)"] + inUse + ["confidence at least: \(Self.list(thresholds))"] + rules.lines
  }

  fileprivate static func list(_ values: [String: Double]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key) \(Figure.decimals($0.value, 2))" }.joined(separator: ", ")
  }
}

extension ScoringRules {
  fileprivate var lines: [String] {
    let others = categoryPaddings.isEmpty ? "" : " (\(EvaluationConfiguration.list(categoryPaddings)))"
    return [
      "right from IoU \(Figure.decimals(iou, 2)); ignored from \(Self.percent(ignoredShare)) in ignored regions",
      "boxes grown by \(Figure.decimals(padding, 2))\(others) of their size a side, at least "
        + "\(Figure.decimals(minimumPadding, 0)) px; hidden from \(Self.percent(coveredShare)) covered",
      "95 % intervals from \(replicates) resamplings of the pictures, seed \(seed)",
    ]
  }

  private static func percent(_ share: Double) -> String { Figure.decimals(share * 100, 0) + " %" }
}
