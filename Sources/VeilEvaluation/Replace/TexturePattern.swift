import Foundation

/// A surface with two colours and shapes on it: what one car or coat has and the next of the same outline has not.
struct TexturePattern {
  private enum Kind: CaseIterable { case stripes, checks, blotches, signs }

  private let kind: Kind
  private let colours: [SIMD3<Double>]
  private let angle: Double
  /// Repetitions across the box.
  private let frequency: Double
  /// Of blotches, row by row.
  private let heights: [Double]
  /// Middle and radius of signs, in shares of the box.
  private let signs: [SIMD3<Double>]

  private static let grid = 7

  /// Equal numbers make equal patterns.
  init(number: Int) {
    var random = SeededGenerator(seed: UInt64(number) &* 7919 &+ 17)
    func value(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    kind = Kind.allCases[number % Kind.allCases.count]
    colours = (0..<2).map { _ in SIMD3(value(20...235), value(20...235), value(20...235)) }
    angle = value(0...Double.pi)
    frequency = value(3...9)
    heights = (0..<Self.grid * Self.grid).map { _ in value(0...1) }
    signs = (0..<5).map { _ in SIMD3(value(0.15...0.85), value(0.15...0.85), value(0.05...0.15)) }
  }

  /// Blue, green and red, 0...255.
  /// - Parameters:
  ///   - across: 0...1 from the left of the box to its right.
  ///   - down: 0...1 from its top to its bottom.
  func colour(across: Double, down: Double) -> SIMD3<Double> { colours[isMarked(across, down) ? 1 : 0] }

  private func isMarked(_ x: Double, _ y: Double) -> Bool {
    switch kind {
    case .stripes:
      return (frequency * (x * cos(angle) + y * sin(angle))).truncatingRemainder(dividingBy: 1).magnitude < 0.5
    case .checks: return (Int(frequency * x) + Int(frequency * y)).isMultiple(of: 2)
    case .blotches: return height(x, y) > 0.5
    case .signs:
      return signs.contains { sign in
        let distance = ((x - sign.x) * (x - sign.x) + (y - sign.y) * (y - sign.y)).squareRoot()
        return distance < sign.z && distance > 0.4 * sign.z
      }
    }
  }

  private func height(_ x: Double, _ y: Double) -> Double {
    let (column, row) = (min(max(x, 0), 0.999) * Double(Self.grid - 1), min(max(y, 0), 0.999) * Double(Self.grid - 1))
    let (left, top) = (Int(column), Int(row))
    let (right, below) = (column - Double(left), row - Double(top))
    func at(_ dx: Int, _ dy: Int) -> Double { heights[(top + dy) * Self.grid + left + dx] }
    let upper = at(0, 0) * (1 - right) + at(1, 0) * right
    let lower = at(0, 1) * (1 - right) + at(1, 1) * right
    return upper * (1 - below) + lower * below
  }
}
