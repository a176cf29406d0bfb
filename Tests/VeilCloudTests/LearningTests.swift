import Cryptography
import Foundation
import Testing
import VeilAccident
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("Learning from incidents") struct LearningTests {
  private static func contribution(
    _ incident: Incident, device: SecretKey, owner: Contribution.Verdict? = nil
  ) throws -> [UInt8] {
    let contribution = Contribution(
      incident: incident.id.description, device: device.address.description, backbone: "ab",
      features: [[1, 2], [3, 4]],
      owner: owner)
    return [UInt8](try contribution.encode())
  }

  private static func kept(_ world: World) throws -> [Contribution] {
    try FolderContributions(folder: world.folder.path("contributions")).all()
  }

  @Test("features are kept by camera, labelled by owner and requester, and forgotten on request")
  func features() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let incident = try Incident(camera.segments[0...1])
      let evidence = try #require(try await world.publish(incident, by: camera.key).evidence)
      let body = try Self.contribution(incident, device: try SecretKey.generate())
      #expect(try await world.client.submitFeatures(body, of: incident.id, by: camera.key).incidents == 1)
      #expect(try await world.client.submitFeatures(body, of: incident.id, by: camera.key).incidents == 1)
      #expect(try Self.kept(world).map(\.device) == [camera.key.address.description], "the camera, whatever was said")
      let requester = try Samples.key("requester")
      let request = try await world.request("1", for: evidence, by: requester, .approved)
      let reply = try await world.client.say(.accident, of: request, by: requester)
      #expect(reply == VerdictReply(incident: incident.id.value, owner: nil, requester: .accident))
      _ = try await world.client.say(.normal, of: request, by: incident.owner)
      _ = try await world.client.submitFeatures(body, of: incident.id, by: camera.key)
      let kept = try #require(try Self.kept(world).first)
      #expect(kept.owner == .normal && kept.requester == .accident, "sending again loses no verdict")
      #expect(kept.features == [[1, 2], [3, 4]])
      #expect(try await world.client.forgetFeatures(by: camera.key).incidents == 0)
      #expect(try Self.kept(world).isEmpty)
      await expectRefusal(.notFound) { try await world.client.say(.accident, of: request, by: requester) }
    }
  }

  @Test("strangers, other incidents, verdicts within, and what is no contribution are refused")
  func refusals() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let (incident, other) = (try Incident(camera.segments[0...1]), try Incident(camera.segments[0...1]))
      let evidence = try #require(try await world.publish(incident, by: camera.key).evidence)
      let body = try Self.contribution(incident, device: camera.key)
      let stranger = try Samples.key("stranger")
      await expectRefusal(.forbidden) { try await world.client.submitFeatures(body, of: incident.id, by: stranger) }
      let labelled = try Self.contribution(incident, device: camera.key, owner: .accident)
      for bad in [try Self.contribution(other, device: camera.key), labelled, Array("{}".utf8)] {
        await expectRefusal(.malformed) { try await world.client.submitFeatures(bad, of: incident.id, by: camera.key) }
      }
      let large = [UInt8](repeating: 0x20, count: CloudLimits().featuresByteCount + 1)
      await expectRefusal(.tooLarge) { try await world.client.submitFeatures(large, of: incident.id, by: camera.key) }
      await expectRefusal(.notEnrolled) { try await world.client.forgetFeatures(by: stranger) }
      _ = try await world.client.submitFeatures(body, of: incident.id, by: camera.key)
      let requester = try Samples.key("requester")
      let request = try await world.request("1", for: evidence, by: requester, .requested)
      await expectRefusal(.notApproved) { try await world.client.say(.accident, of: request, by: requester) }
      _ = try await world.request("1", for: evidence, by: requester, .settled)
      await expectRefusal(.forbidden) { try await world.client.say(.accident, of: request, by: stranger) }
      #expect(try Self.kept(world).map(\.requester) == [nil])
    }
  }

  @Test("published models are handed out as they are")
  func models() async throws {
    try await World.with { world in
      await expectRefusal(.notFound) { try await world.client.latestAccidentModel() }
      try FileManager.default.createDirectory(atPath: world.folder.path("models"), withIntermediateDirectories: true)
      _ = try world.folder.write("{\"model\":2}".utf8, to: "models/2.model.json")
      #expect(try await world.client.latestAccidentModel() == 2)
      #expect(try await world.client.accidentModel(2) == Array("{\"model\":2}".utf8))
      for path in ["0", "1", "3", "-1", "x", "..%2f..%2fcloud.sqlite"] {
        let answer = try await world.send(CloudRequest("GET", "/v1/models/accident/\(path)"))
        #expect([400, 404].contains(answer.status), "\(path)")
      }
    }
  }
}
