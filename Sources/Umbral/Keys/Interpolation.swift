internal import Cryptography

/// Polynomials over the scalars: the sharing of a secret among fragments and its recovery (Shamir).
enum Interpolation {
  /// The polynomial's value at x; the coefficient of the constant comes first.
  static func value(_ coefficients: [SecretScalar], at x: SecretScalar) throws -> SecretScalar {
    guard var value = coefficients.last else {
      throw UmbralError(.invalidThreshold, "a polynomial has at least one coefficient")
    }
    for coefficient in coefficients.dropLast().reversed() {
      value = try value.multiplied(by: x).adding(coefficient)
    }
    return value
  }

  /// factor·λᵢ for all i, where λᵢ = Π xⱼ ÷ (xⱼ − xᵢ) over all j ≠ i. All divisions share one inversion, the expensive
  /// part. Throws `repeatedFragment` where two arguments are equal.
  static func coefficients(at x: [SecretScalar], times factor: SecretScalar) throws -> [SecretScalar] {
    guard x.count > 1 else { return x.map { _ in factor } }
    var numerators: [SecretScalar] = []
    var denominators: [SecretScalar] = []
    for i in x.indices {
      var numerator: SecretScalar?
      var denominator: SecretScalar?
      for j in x.indices where j != i {
        let difference = try difference(x[j], x[i])
        numerator = try numerator?.multiplied(by: x[j]) ?? x[j]
        denominator = try denominator?.multiplied(by: difference) ?? difference
      }
      guard let numerator, let denominator else { continue }
      numerators.append(numerator)
      denominators.append(denominator)
    }
    let inverses = try inverted(denominators)
    return try zip(numerators, inverses).map { try $0.multiplied(by: $1).multiplied(by: factor) }
  }

  private static func difference(_ left: SecretScalar, _ right: SecretScalar) throws -> SecretScalar {
    guard !left.equals(right) else {
      throw UmbralError(.repeatedFragment, "a fragment occurs twice; take each once")
    }
    return try left.adding(try right.negated())
  }

  /// The inverses of all scalars with one inversion (Montgomery): running products, then back again.
  private static func inverted(_ scalars: [SecretScalar]) throws -> [SecretScalar] {
    guard let first = scalars.first else { return [] }
    var products = [first]
    for scalar in scalars.dropFirst() { products.append(try products[products.count - 1].multiplied(by: scalar)) }
    var inverse = try products[products.count - 1].inverted()
    var inverses = scalars
    for index in scalars.indices.dropFirst().reversed() {
      inverses[index] = try inverse.multiplied(by: products[index - 1])
      inverse = try inverse.multiplied(by: scalars[index])
    }
    inverses[0] = inverse
    return inverses
  }
}
