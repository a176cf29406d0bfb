import Cryptography
import Foundation
import Testing
import Umbral
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("From incident to download")
struct FlowTests {
  @Test("evidence is verified, found, granted after approval only, downloaded and re-encrypted")
  func flow() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident(camera.segments[0...1], byteCount: 2_500_000)
      let reply = try await world.publish(incident, by: camera.key)
      #expect(reply.state == .verified)
      #expect(reply.checks.count == 5)
      #expect(reply.checks.allSatisfy { $0.isPassed == true })
      let evidence = try #require(reply.evidence)
      #expect(try await world.client.incident(evidence: evidence) == reply)
      try await expectFound(incident, evidence, in: world)
      try await expectDownload(incident, evidence, in: world)
    }
  }

  private func expectFound(_ incident: Incident, _ evidence: Address, in world: World) async throws {
    let hour: UInt64 = 3_600_000
    let areas: [SearchQuery.Area] = [
      .everywhere, .cell(row: 1_050, column: 268), .circle(latitude: 52.52, longitude: 13.41, radius: 5_000),
      .circle(latitude: 52.0, longitude: 13.0, radius: 150_000),
    ]
    for area in areas {
      let found = try await world.client.search(
        SearchQuery(from: Samples.noon - hour, to: Samples.noon + hour, area: area))
      #expect(found.items.map(\.incident) == [incident.id.value], "\(area)")
      #expect(found.items.first?.evidence == evidence)
      #expect(found.items.first?.previews == incident.previews.map { Keccak256.hash($0) })
    }
    let elsewhere = SearchQuery(from: 0, to: Samples.noon + hour, area: .cell(row: 1_051, column: 268))
    #expect(try await world.client.search(elsewhere).items.isEmpty)
    #expect(try await world.client.preview(Keccak256.hash(incident.previews[1])) == incident.previews[1])
  }

  private func expectDownload(_ incident: Incident, _ evidence: Address, in world: World) async throws {
    let (requester, stranger) = (try Samples.key("requester"), try Samples.key("stranger"))
    let request = try await world.request("1", for: evidence, by: requester, .requested)
    await expectRefusal(.notApproved) { try await world.client.grant(request: request, by: requester) }
    _ = try await world.request("1", for: evidence, by: requester, .approved)
    await expectRefusal(.forbidden) { try await world.client.grant(request: request, by: stranger) }
    let grant = try await world.client.grant(request: request, by: requester)
    #expect(grant.rendition == "protected")
    try await world.client.download(grant, to: world.folder.path("film"))
    let film = Array(try Data(contentsOf: URL(filePath: world.folder.path("film"))))
    #expect(film == incident.sealed[.protected])
    try await expectFragment(incident, request, requester, in: world)
    try await expectOver(grant, incident, request, requester, in: world)
  }

  private func expectOver(
    _ grant: GrantReply, _ incident: Incident, _ request: Address, _ requester: SecretKey, in world: World
  ) async throws {
    let path = "/v1/blobs/\(grant.blob)?grant="
    let other = try incident.binding(world).original.ciphertextRoot
    for bad in [path + "00", path + grant.grant.dropLast() + "g", "/v1/blobs/\(other)?grant=" + grant.grant] {
      #expect(try await world.send(CloudRequest("GET", bad)).status == 403)
    }
    let part = try await world.send(
      CloudRequest("GET", path + grant.grant, headers: ["range": "bytes=1048570-1048579"]))
    #expect(part.status == 206)
    #expect(part.body == Array(try #require(incident.sealed[.protected])[1_048_570...1_048_579]))
    world.time.advance(milliseconds: CloudLimits().grantLifetime + 1)
    #expect(try await world.send(CloudRequest("GET", path + grant.grant)).status == 403)
    let audit = try await world.auditText()
    for kind in ["grant", "download", "refusal", "verification", "view", "reencryption", "enrolment"] {
      #expect(audit.contains("\"kind\":\"\(kind)\""), "\(kind)")
    }
    for phase in [ChainRequest.Phase.denied, .cancelled, .disputed] {
      await world.chain.setRequest(
        ChainRequest(
          phase: phase, evidence: try #require(try await world.client.incident(incident.id).evidence),
          requester: requester.address, rendition: .protected), at: request)
      await expectRefusal(.notApproved) { try await world.client.grant(request: request, by: requester) }
    }
  }

  private func expectFragment(
    _ incident: Incident, _ request: Address, _ requester: SecretKey, in world: World
  ) async throws {
    await expectRefusal(.badRekey) { try await world.client.reencrypt(request: request, by: requester) }
    let (owner, receiver) = (try #require(incident.ownerKeys[.protected]), try SecretKey.generate())
    let signer = try SecretKey.generate()
    let rekey = try #require(
      try Delegation(from: owner, to: receiver.publicKey, signer: signer).keyFrags(threshold: 1, shares: 1).first)
    let bytes = try rekey.keyFrag.messagePack().withUnsafeBytes { Array($0) }
    await world.chain.setKeyFrag(bytes, of: request)
    let reply = try await world.client.reencrypt(request: request, by: requester)
    let capsule = try Capsule(simple: reply.capsule.bytes)
    let fragment = try CapsuleFrag(messagePack: reply.fragment.bytes).verified(
      of: capsule, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    let seed = try capsule.open([fragment], with: receiver, from: owner.publicKey)
    let (there, here) = (
      try SessionKey(seed: seed, incident: incident.id, rendition: .protected),
      try SessionKey(seed: try capsule.open(with: owner), incident: incident.id, rendition: .protected)
    )
    #expect(there.commitment == here.commitment)
  }

  @Test("while the ledger cannot be reached nothing is lost, and the flow finishes later")
  func unreachable() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident(camera.segments[1...2])
      await world.chain.setReachable(false)
      #expect(try await world.publish(incident, by: camera.key).state == .received)
      await world.chain.setReachable(true)
      await world.server.services.housekeeper.run()
      #expect(try await world.client.incident(incident.id).state == .verified)
    }
  }

  @Test("a verification that a reorganisation took back is made again, once")
  func reorganisation() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident([camera.segments[0]])
      let evidence = try #require(try await world.publish(incident, by: camera.key).evidence)
      let services = world.server.services
      await world.chain.setEvidence(ChainEvidence(owner: incident.owner.address, status: .pending), at: evidence)
      let follower = ChainFollower(store: services.store, verifier: services.verifier, audit: services.audit)
      try await follower.handle(.removed(block: 7, events: [.verified(evidence: evidence)]))
      #expect(try await services.store.indexedCount() == 0)
      await services.housekeeper.run()
      #expect(try await world.client.incident(incident.id).state == .verified)
      #expect(try await world.chain.evidence(at: evidence)?.status == .verified)
      #expect(try await services.store.indexedCount() == 1)
    }
  }
}
