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

  @Test func publishingTimesDoNotTellTheAccidents() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(30)
    var settings = world.settings
    settings.publishDelay = 120
    try await world.agent(settings).once()
    let publishAt = try #require(try world.store().incidents().first?.publishAt)
    #expect(publishAt == world.clock.now + 60 * 60_000)
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
