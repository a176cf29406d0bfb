import Cryptography
import Foundation
import Testing
import Umbral
import VeilAgent
import VeilEvidence
import VeilTesting

/// Two incidents of one camera and one owner must have nothing in common that a requester or a reader of the ledger sees.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct UnlinkabilityTests {
  @Test(arguments: [(30.0, 90.0), (30, 330), (55, 125)])
  func twoIncidentsShareNothing(first: Double, second: Double) async throws {
    let world = try DashcamWorld()
    var settings = world.settings
    settings.before = 5
    settings.after = 5
    let agent = try world.agent(settings)
    // The second accident happens when the first one is in work: films come one by one.
    for minute in 0..<8 {
      try world.record(minute, hue: 40 * minute)
      let end = Double(minute + 1) * DashcamWorld.length
      for impact in [first, second] where (end - DashcamWorld.length..<end).contains(impact) { try world.mark(impact) }
      try await agent.once()
    }
    let bindings = await Array(world.cloud.bindings.values)
    try #require(bindings.count == 2)
    let seen = try bindings.map { try Self.whatIsPublic(of: $0) }
    #expect(seen[0].isDisjoint(with: seen[1]))
    #expect(await world.cloud.complaints == [])
  }

  /// One accident goes out at any time of two hours, and two accidents at one time, as chance has it.
  @Test(arguments: [(30.0, 0.0), (30, 0.999), (75, 0.5)])
  func publishingTimesDoNotTellTheAccidents(impact: Double, chance: Double) async throws {
    let world = try DashcamWorld()
    for minute in 0..<2 { try world.record(minute) }
    try world.mark(impact)
    var settings = world.settings
    settings.publishDelay = AgentSettings().publishDelay
    try await world.agent(settings, chance: { chance }).once()
    let incident = try #require(try world.store().incidents().first)
    let publishAt = try #require(incident.publishAt)
    #expect(publishAt == world.clock.now + Int64(chance * 120 * 60_000))
    // The time that was drawn stays, however often the agent starts: several draws would tell their beginning.
    for other in [0.1, 0.9] { try await world.agent(settings, chance: { other }).once() }
    #expect(try world.store().incidents().first?.publishAt == publishAt)
    let isEarly = chance > 0
    #expect(await world.cloud.bindings.isEmpty == isEarly)
    world.clock.pass(Double(publishAt - world.clock.now) / 1_000 - 1)
    try await world.agent(settings).once()
    #expect(await world.cloud.bindings.isEmpty == isEarly)
    world.clock.pass(2)
    try await world.agent(settings).once()
    #expect(await world.cloud.bindings.count == 1)
  }

  /// Without a word of the user the delay is long, and drawn evenly from all of it.
  @Test func theDelayIsRandomByDefault() throws {
    #expect(AgentSettings().publishDelay >= 60)
    let context = AgentContext(store: try DashcamWorld().store(), settings: AgentSettings())
    let draws = (0..<2_000).map { _ in context.random() }
    #expect(draws.allSatisfy { (0..<1).contains($0) })
    let tenths = Dictionary(grouping: draws) { Int($0 * 10) }
    // 200 are expected in each; less than 120 or more than 280 happens once in 10^8 tries.
    #expect(tenths.count == 10 && tenths.values.allSatisfy { (120...280).contains($0.count) })
  }

  /// Everything that a binding and its signature show.
  private static func whatIsPublic(of signed: SignedBinding) throws -> Set<String> {
    let binding = signed.binding
    var values: [String] = [
      binding.owner.description, try signed.signer().description, binding.incident.description,
      binding.placeCommitment.description, Hex.encode(signed.signature.bytes),
    ]
    for rendition in Rendition.allCases {
      let sealed = binding.sealed(rendition)
      values += [
        Hex.encode(sealed.publicKey.compressed), sealed.publicKey.address.description,
        Hex.encode(sealed.capsule.simpleBytes), sealed.ciphertextRoot.description, sealed.keyCommitment.description,
      ]
    }
    values += binding.segments.flatMap { [$0.frameHash, $0.contentRoot, $0.videoHash] }.map(\.description)
    values += binding.previews.map(\.description)
    return Set(values)
  }
}
