import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// What a camera shares for learning, only if its owner opted in.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct FeatureTests {
  private struct Describer: IncidentDescriber {
    struct Broken: Error {}
    var isBroken = false

    func describe(protected film: String, incident: IncidentID, device: String) throws -> [UInt8] {
      if isBroken { throw Broken() }
      guard film.contains("/protected/protected."), FileManager.default.fileExists(atPath: film) else { throw Broken() }
      return Array("features of \(incident)".utf8)
    }
  }

  private func world(_ describer: Describer?) async throws -> (DashcamWorld, IncidentID) {
    let world = try DashcamWorld()
    for minute in 0..<3 { try world.record(minute) }
    try world.mark(90)
    try await world.agent(describer: describer).once()
    #expect(try world.store().incidents().map(\.state) == [.done])
    #expect(await world.cloud.complaints == [])
    return (world, try #require(await world.cloud.bindings.keys.first))
  }

  @Test func featuresOfTheProtectedFilmFollowTheVerification() async throws {
    let (world, incident) = try await world(Describer())
    #expect(await world.cloud.features == [incident: Array("features of \(incident)".utf8)])
  }

  @Test func withoutOptingInNothingIsShared() async throws {
    let (world, _) = try await world(nil)
    #expect(await world.cloud.features.isEmpty)
  }

  @Test func evidenceDoesNotWaitForWhatIsLearnt() async throws {
    let (world, _) = try await world(Describer(isBroken: true))
    #expect(await world.cloud.features.isEmpty)
    #expect(world.events(.problem).contains { $0.message.contains("nothing is shared for learning") })
  }
}
