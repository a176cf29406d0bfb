import Cryptography
import Foundation
import Testing
import VeilRegistry

@testable import VeilAgent

/// The two-person rule in the registry's console: two managers, each at his own.
@Suite struct RegistryAgreementTests {
  private static let why = RegistryDeskTests.why

  private static func world() async throws -> RegistryDeskWorld {
    let world = try await RegistryDeskWorld.make()
    try await world.registry.admit(world.second.identity, purpose: try AuditPurpose(reason: "deputy"))
    try await world.registry.setTwoPersonRule(true, purpose: try AuditPurpose(reason: "decision of the board"))
    return world
  }

  /// The second manager reads and signs a request in his console.
  private static func agreed(_ request: [UInt8], _ visit: inout ConsoleVisit, shows: String) async throws -> [UInt8] {
    let read = try await visit.upload("/agreements/read", [:], files: [("request", "request.json", request)])
    #expect(read.status == 200 && read.body.contains(shows) && read.body.contains("Nothing is signed yet"))
    let signed = try await visit.post(
      "/agreements/sign", ["carried": String(decoding: request, as: UTF8.self)])
    #expect(signed.status == 200 && signed.values("Content-Disposition").first?.hasPrefix("attachment") == true)
    return Array(signed.body.utf8)
  }

  @Test func twoManagersOpenARecord() async throws {
    let world = try await Self.world()
    try await world.visit { first in
      let id = try await RegistryDeskTests.enrol(&first)
      let words = Self.why.merging(["plate": "12가 3456"]) { $1 }
      let alone = try await first.post("/search", words)
      #expect(alone.status == 422 && alone.body.contains("one manager alone") && !alone.body.contains("김민준"))
      #expect(try await first.post("/records/\(id)/open", Self.why).body.contains("one manager alone"))
      let revision = ["risk": "1", "until": "2029-01-01"]
      #expect(try await first.post("/records/\(id)/revise", revision).body.contains("one manager alone"))

      let query = try await first.post("/agreements/ask", words.merging(["hours": "2"]) { $1 })
      #expect(query.status == 200 && !query.body.contains("3456"))
      let record = try await first.post("/agreements/ask", Self.why.merging(["record": id, "hours": "2"]) { $1 })
      #expect(try await first.post("/agreements/sign", ["carried": record.body]).body.contains("his own request"))
      var answers: [[UInt8]] = []
      try await world.visit(world.services(of: world.second)) { second in
        answers.append(try await Self.agreed(Array(query.body.utf8), &second, shows: "12가 3456"))
        answers.append(try await Self.agreed(Array(record.body.utf8), &second, shows: id))
      }

      let other = try await first.upload(
        "/search", words.merging(["plate": "99다 9999"]) { $1 }, files: [("agreement", "a.json", answers[0])])
      #expect(other.status == 422 && other.body.contains("something else"))
      let found = try await first.upload("/search", words, files: [("agreement", "a.json", answers[0])])
      #expect(found.status == 200 && found.body.contains("김민준"))
      let again = try await first.upload("/search", words, files: [("agreement", "a.json", answers[0])])
      #expect(again.status == 422 && again.body.contains("was used in line") && !again.body.contains("김민준"))
      let opened = try await first.upload(
        "/records/\(id)/open", Self.why, files: [("agreement", "a.json", answers[1])])
      #expect(opened.status == 200 && opened.body.contains("1990-05-01"))
      let audit = try await first.get("/audit").body
      #expect(audit.contains("chain intact") && audit.contains(DeskText.short(world.second.account.address)))
    }
    let lines = try world.lines
    #expect(
      lines.map(\.action) == [.create, .admit, .rule, .enroll, .ask, .ask, .agree, .agree, .search, .show])
    #expect(lines.suffix(2).allSatisfy { $0.consent?.second == world.second.account.address })
  }

  @Test func whatIsNoRequestIsSaid() async throws {
    let world = try await Self.world()
    try await world.visit { visit in
      for fields in [
        ["hours": "2"], ["hours": "2", "plate": "1", "record": String(repeating: "0", count: 32)],
        ["hours": "0", "plate": "1"], ["hours": "721", "plate": "1"], ["hours": "x", "plate": "1"],
        ["hours": "2", "record": String(repeating: "0", count: 32)], ["hours": "2", "plate": "1", "reason": " "],
      ] {
        let answer = try await visit.post("/agreements/ask", Self.why.merging(fields) { $1 })
        #expect(answer.status == 422, "\(fields)")
      }
      #expect(try await visit.upload("/agreements/read", [:], files: []).status == 422)
      for text in ["", "{}", "<script>", String(repeating: "[", count: 5_000)] {
        let answer = try await visit.upload("/agreements/read", [:], files: [("request", "a.json", Array(text.utf8))])
        #expect(answer.status == 422 && answer.body.contains("veilcam registry ask"), "\(answer.body)")
        #expect(try await visit.post("/agreements/sign", ["carried": text]).status == 422)
      }
      let wrong = String(repeating: "0", count: 64)
      #expect(try await visit.post("/agreements/ask", ["plate": "1"], token: wrong).status == 403)
      #expect(try await visit.post("/agreements/sign", ["carried": "{}"], token: wrong).status == 403)
    }
    #expect(try world.lines.map(\.action) == [.create, .admit, .rule])
  }
}
