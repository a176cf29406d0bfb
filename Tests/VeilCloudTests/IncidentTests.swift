import Cryptography
import Ethereum
import Testing
import Umbral
import VeilCloudAPI
import VeilEvidence

@testable import VeilCloud

@Suite("Incidents that must be refused")
struct IncidentTests {
  /// What an attacker or a broken camera changes, and why it is refused.
  enum Attack: String, CaseIterable, Sendable {
    case stranger, copiedFields, foreignClaim, unknownFilm, otherOrder, gap, otherChain, farFuture, longAgo,
      otherIncident

    var code: CloudErrorCode {
      switch self {
      case .stranger: .notEnrolled
      case .copiedFields, .foreignClaim: .wrongDevice
      case .unknownFilm: .unknownRecord
      case .otherOrder, .gap: .notConsecutive
      case .otherChain: .wrongLedger
      case .farFuture: .falsePlace
      case .longAgo: .backDated
      case .otherIncident: .conflict
      }
    }
  }

  @Test("before anything is stored", arguments: Attack.allCases)
  func refusals(attack: Attack) async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let (binding, claim) = try Self.signed(attack, camera, in: world)
      await expectRefusal(attack.code) { try await world.client.submit(binding, claim) }
      await expectRefusal(.notFound) { try await world.client.incident(binding.binding.incident) }
      #expect(await world.chain.created.isEmpty)
      #expect(try await world.auditText().contains("incident: \(attack.code.rawValue)"))
    }
  }

  private static func signed(
    _ attack: Attack, _ camera: Camera, in world: World
  ) throws -> (SignedBinding, SignedPlaceClaim) {
    var incident = try Incident(camera.segments[0...1])
    let hour = UInt32(Samples.noon / 3_600_000)
    func moved(to bucket: UInt32) { incident.place = CoarsePlace(row: 1, column: 1, bucket: bucket) }
    switch attack {
    case .stranger: return try incident.signed(by: try Samples.key("stranger"), in: world)
    case .copiedFields:
      let (good, claim) = try incident.signed(by: camera.key, in: world)
      incident.owner = try Samples.key("thief")
      return (SignedBinding(binding: try incident.binding(world), signature: good.signature), claim)
    case .foreignClaim:
      let claim = try incident.signed(by: try Samples.key("stranger"), in: world).1
      return (try incident.signed(by: camera.key, in: world).0, claim)
    case .unknownFilm:
      incident.segments[1] = SegmentCommitment(frameHash: Samples.hash("x"), contentRoot: Samples.hash("y"))
    case .otherOrder: incident.segments.reverse()
    case .gap: incident.segments = [camera.segments[0], camera.segments[2]]
    case .otherChain: incident.chainID = 1
    case .farFuture: moved(to: hour + 3)
    case .longAgo: moved(to: hour - 24 * 20)
    case .otherIncident:
      let claim = try Incident(camera.segments[0...1]).signed(by: camera.key, in: world).1
      return (try incident.signed(by: camera.key, in: world).0, claim)
    }
    return try incident.signed(by: camera.key, in: world)
  }

  @Test("a bad capsule is named, and an Umbral key counts once")
  func capsules() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident([camera.segments[0]])
      let (binding, claim) = try incident.signed(by: camera.key, in: world)
      let good = Hex.encode(binding.binding.original.capsule.simpleBytes, prefix: true)
      let bad = String(good.dropLast(2)) + (good.hasSuffix("00") ? "01" : "00")
      let body = IncidentSubmission(binding: binding, claim: claim)
      let text = JSON.object(["binding": body.binding.json, "claim": body.claim.json]).text.replacing(good, with: bad)
      let answer = try await world.send(
        CloudRequest("POST", "/v1/incidents", headers: ["content-type": "application/json"], body: Array(text.utf8)))
      #expect(answer.status == 422)
      #expect(world.code(answer) == "badCapsule")
      _ = try await world.client.submit(binding, claim)
      var again = try Incident([camera.segments[1]])
      again.ownerKeys[.protected] = incident.ownerKeys[.original]
      let (second, place) = try again.signed(by: camera.key, in: world)
      await expectRefusal(.conflict) { try await world.client.submit(second, place) }
    }
  }

  @Test("an incident has one evidence; the same again changes nothing")
  func single() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      var incident = try Incident([camera.segments[0]])
      let (binding, claim) = try incident.signed(by: camera.key, in: world)
      let first = try await world.client.submit(binding, claim)
      #expect(try await world.client.submit(binding, claim) == first)
      incident.owner = try Samples.key("second owner")
      let (other, place) = try incident.signed(by: camera.key, in: world)
      await expectRefusal(.duplicateIncident) { try await world.client.submit(other, place) }
    }
  }

  @Test("a contract with another owner, or beside a verified one, is not verified")
  func ledger() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      for isDuplicate in [false, true] {
        let incident = try Incident([camera.segments[0]])
        let (binding, claim) = try incident.signed(by: camera.key, in: world)
        let evidence = try #require(try await world.client.submit(binding, claim).evidence)
        let thief = try Samples.key("thief").address
        if isDuplicate {
          await world.chain.setVerified(thief, of: incident.id)
        } else {
          await world.chain.setEvidence(ChainEvidence(owner: thief, status: .pending), at: evidence)
        }
        let reply = try await world.upload(incident, by: camera.key)
        #expect(reply.state == .refused)
        #expect(reply.refusal == (isDuplicate ? .duplicateIncident : .ownerDiffers))
        #expect(try await world.chain.evidence(at: evidence)?.status == (isDuplicate ? .refused : .pending))
        #expect(try await world.server.services.store.indexedCount() == 0)
      }
    }
  }

  @Test("a sealed file of another incident is refused, though its root was signed")
  func foreignFile() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      var incident = try Incident([camera.segments[0]])
      incident.sealed[.original] = try Incident([camera.segments[1]]).sealed[.original]
      let reply = try await world.publish(incident, by: camera.key)
      #expect(reply.state == .refused)
      #expect(reply.refusal == .ciphertextDiffers)
      #expect(try await world.chain.evidence(at: try #require(reply.evidence))?.status == .refused)
      await expectRefusal(.conflict) {
        try await world.client.uploadPreview(0, of: incident.id, file: incident.previews[0], by: camera.key)
      }
    }
  }

  @Test("what is old is deleted, with its files, and the audit log says so")
  func retention() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident([camera.segments[0]])
      try await world.publish(incident, by: camera.key)
      let (binding, claim) = try Incident([camera.segments[1]]).signed(by: camera.key, in: world)
      _ = try await world.client.submit(binding, claim)
      let services = world.server.services
      world.time.advance(milliseconds: CloudLimits().incompleteRetention + 1)
      try await services.housekeeper.retain()
      await expectRefusal(.notFound) { try await world.client.incident(binding.binding.incident) }
      #expect(try await world.client.incident(incident.id).state == .verified)
      world.time.advance(milliseconds: CloudLimits().evidenceRetention)
      try await services.housekeeper.retain()
      await expectRefusal(.notFound) { try await world.client.incident(incident.id) }
      #expect(try await services.blobs.open(try incident.binding(world).protected.ciphertextRoot) == nil)
      #expect(try await services.store.indexedCount() == 0)
      #expect(try await world.auditText().contains("deleted, was verified"))
    }
  }
}
