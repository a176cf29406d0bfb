import Testing

@testable import VeilPrivacy

@Suite struct HoleFillTests {
  /// A slope is carried on through a hole; what is known keeps its exact values.
  @Test func holesAreFilledFromAround() {
    let (width, height) = (37, 29)
    let slope = (0..<width * height).map { Float(40 + $0 % width + 2 * ($0 / width)) }
    let weights = slope.indices.map { index -> Float in
      let (x, y) = (index % width, index / width)
      return (10..<24).contains(x) && (8..<20).contains(y) ? 0 : 1
    }
    let spoilt = zip(slope, weights).map { $1 > 0 ? $0 : 10_000 }
    let filled = HoleFill(spoilt, weights: weights, width: width, height: height).filled(otherwise: 0)
    for index in slope.indices {
      #expect(weights[index] > 0 ? filled[index] == slope[index] : abs(filled[index] - slope[index]) < 12)
    }
  }

  @Test func whereNothingIsKnownTheGivenValueIsTaken() {
    let filled = HoleFill(
      [Float](repeating: 200, count: 35), weights: [Float](repeating: 0, count: 35), width: 7, height: 5
    ).filled(otherwise: 128)
    #expect(filled.allSatisfy { $0 == 128 })
  }

  @Test(arguments: [(1, 1), (1, 9), (9, 1), (2, 2)]) func anySizeIsFilled(size: (Int, Int)) {
    let count = size.0 * size.1
    var weights = [Float](repeating: 0, count: count)
    weights[count - 1] = 1
    let filled = HoleFill(
      [Float](repeating: 7, count: count), weights: weights, width: size.0, height: size.1
    ).filled(otherwise: 90)
    #expect(filled.allSatisfy { abs($0 - 7) < 1e-4 })
  }
}
