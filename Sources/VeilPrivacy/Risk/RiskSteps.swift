/// The group value that a risk belongs to: how hard a subject of that group is to be recognised (the risk paper,
/// equation 1). The steps are configurable, "by dividing the steps in more detail", as the paper says.
package struct RiskSteps: Sendable, Hashable, CustomStringConvertible {
  /// A group: every risk up to a limit that no earlier group has.
  package struct Step: Sendable, Hashable {
    /// The highest risk of the group.
    package let limit: Double
    /// The group's value, which adds to the kernel.
    package let value: Int
  }

  package let steps: [Step]

  /// Equation 1: group 1 = 30 up to 50, group 2 = 3 up to 70, group 3 = 0 up to 90. Above 90 there is no group.
  package static let paper = RiskSteps(
    unchecked: [Step(limit: 50, value: 30), Step(limit: 70, value: 3), Step(limit: 90, value: 0)])

  private init(unchecked steps: [Step]) { self.steps = steps }

  /// - Throws: ``ProtectionError`` unless limits rise within 0 to 100 and no value is negative or beyond 500.
  package init(_ steps: [Step]) throws {
    let limits = steps.map(\.limit)
    guard (1...20).contains(steps.count), zip(limits, limits.dropFirst()).allSatisfy({ $0 < $1 }),
      limits.allSatisfy({ $0 >= 0 && $0 <= 100 }), steps.allSatisfy({ (0...500).contains($0.value) }),
      steps.contains(where: { $0.value > 0 })
    else {
      throw ProtectionError(
        .invalidOption, "risk steps are LIMIT=VALUE with rising limits up to 100, such as 50=30,70=3,90=0")
    }
    self.steps = steps
  }

  /// Equation 2, the de-identification difficulty: the sum of the group values from the subject's group on; equation 3 is
  /// the example 30 + 3 + 0 = 33. 0 above the last limit.
  func difficulty(of risk: Double) -> Int {
    guard let group = steps.firstIndex(where: { risk <= $0.limit }) else { return 0 }
    return steps[group...].reduce(0) { $0 + $1.value }
  }

  package var description: String {
    steps.map { "\(Self.text(of: $0.limit))=\($0.value)" }.joined(separator: ",")
  }

  /// A limit without needless digits.
  static func text(of limit: Double) -> String { limit == limit.rounded() ? String(Int(limit)) : String(limit) }
}
