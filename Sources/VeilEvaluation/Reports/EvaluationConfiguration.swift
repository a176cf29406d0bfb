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

  /// A line each for models, thresholds and rules.
  package var lines: [String] {
    let categories = thresholds.sorted { $0.key < $1.key }.map { "\($0.key) \(Figure.decimals($0.value, 2))" }
    return ["profile \(profile)"] + models.map { "model \($0.name) (\($0.role), \($0.input)), SHA-256 \($0.sha256)" }
      + [
        "confidence at least: \(categories.joined(separator: ", "))",
        "right from IoU \(rules.iou); ignored from \(Int((rules.ignoredShare * 100).rounded())) % in ignored regions; "
          + "boxes grown by \(rules.padding) of their size a side, at least \(Int(rules.minimumPadding)) px; hidden from "
          + "\(Int((rules.coveredShare * 100).rounded())) % covered; 95 % intervals from \(rules.replicates) resamplings "
          + "of the pictures, seed \(rules.seed)",
      ]
  }
}
