import Cryptography
import Foundation
import Testing
import VeilRegistry

/// Templates: alike for one face, worthless under another key.
struct FaceTests {
  /// Reproducible numbers from a normal distribution, nearly (the sum of twelve uniform ones).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func normal() -> Float { (0..<12).reduce(-6) { sum, _ in sum + Float.random(in: 0..<1, using: &self) } }
    mutating func vector(_ count: Int = 128) -> [Float] { (0..<count).map { _ in normal() } }
  }

  private func face(_ values: [Float]) throws -> FaceEmbedding { try FaceEmbedding(values, embedder: "test") }

  /// The same face in another photograph.
  private func again(_ face: FaceEmbedding, _ numbers: inout Numbers, noise: Float = 0.03) throws -> FaceEmbedding {
    try FaceEmbedding(face.values.map { $0 + noise * numbers.normal() }, embedder: face.embedder)
  }

  @Test func theShareOfDifferingBitsIsTheAngle() throws {
    var numbers = Numbers(state: 1)
    let maker = try TemplateMaker(key: try RegistryKey.random(epoch: 1))
    for _ in 0..<20 {
      let first = try face(numbers.vector())
      let second = try again(first, &numbers, noise: 0.05)
      let cosine = first.similarity(to: second)
      let angle = acos(min(1, cosine)) / .pi
      let share = Double(maker.template(of: first).distance(to: maker.template(of: second))) / 512
      #expect(abs(share - angle) < 0.09)
    }
  }

  @Test func aNewKeyMakesOldTemplatesWorthless() throws {
    var numbers = Numbers(state: 2)
    let old = try TemplateMaker(key: try RegistryKey.random(epoch: 1))
    let new = try TemplateMaker(key: try RegistryKey.random(epoch: 2))
    for _ in 0..<20 {
      let face = try face(numbers.vector())
      #expect(old.template(of: face).distance(to: old.template(of: face)) == 0)
      #expect(old.template(of: face).distance(to: new.template(of: face)) > 180)
    }
  }

  @Test func matchesAreSureOrNone() async throws {
    var numbers = Numbers(state: 3)
    let world = try await RegistryWorld()
    let faces = try (0..<10).map { _ in try face(numbers.vector()) }
    for (number, face) in faces.enumerated() {
      try await world.registry.enroll(
        try world.person("person \(number)", born: "1980-01-0\(number % 9 + 1)", plate: "q\(number)", faces: [face]))
    }
    let matcher = try world.registry.matcher(embedder: "test", threshold: try MatchThreshold(distance: 120))
    #expect(matcher.count == 10)
    let match = try #require(matcher.match(try again(faces[4], &numbers)))
    let found = try await world.registry.matched(match, purpose: try world.purpose)
    #expect(found.record.attributes.first?.text == "person 4")
    #expect(try world.store.auditLines().last?.action == .match)
    // A stranger, a face between two people, another network's numbers.
    #expect(matcher.match(try face(numbers.vector())) == nil)
    let between = zip(faces[0].values, faces[1].values).map { $0 + $1 }
    // Halfway, the two distances differ by no more than chance, whose deviation is 16 bits.
    let careful = try world.registry.matcher(
      embedder: "test", threshold: try MatchThreshold(distance: 255, margin: 100))
    #expect(careful.match(try face(between)) == nil)
    let careless = try world.registry.matcher(
      embedder: "test", threshold: try MatchThreshold(distance: 255, margin: 0))
    #expect(careless.match(try face(between)) != nil)
    #expect(matcher.match(try FaceEmbedding(faces[4].values, embedder: "other")) == nil)
    // Rotation carries faces over.
    let rotated = try await world.registry.rotate(purpose: try world.purpose)
    let after = try rotated.matcher(embedder: "test", threshold: try MatchThreshold(distance: 120))
    #expect(after.count == 10 && after.match(faces[4]) != nil)
    #expect(
      try world.registry.matcher(embedder: "test", threshold: try MatchThreshold(distance: 120)).match(faces[4]) == nil)
  }

  @Test func theThresholdIsSetByTheRateOfFalseMatches() throws {
    var numbers = Numbers(state: 4)
    let maker = try TemplateMaker(key: try RegistryKey.random(epoch: 1))
    let templates = try (0..<80).map { _ in maker.template(of: try face(numbers.vector())) }
    var distances: [Int] = []
    for first in templates.indices {
      for second in templates.indices where second > first {
        distances.append(templates[first].distance(to: templates[second]))
      }
    }
    let threshold = try MatchThreshold(strangers: distances, rate: 0.01)
    #expect(Double(distances.count { $0 <= threshold.distance }) <= 0.01 * Double(distances.count))
    #expect(threshold.distance > 150)
    for rate in [0.0, 1, -1, .nan, 1e-4] {
      #expect(throws: RegistryError.self) { try MatchThreshold(strangers: distances, rate: rate) }
    }
  }

  @Test(arguments: [[Float](), [Float](repeating: 0, count: 64), [Float](repeating: .nan, count: 64), [1, 2, 3]])
  func noEmbedding(_ values: [Float]) { #expect(throws: RegistryError.self) { try face(values) } }
}
