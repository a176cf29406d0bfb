import Cryptography
import Foundation
import GRDB
import Testing
import VeilConsole
import VeilLedger
import VeilRegistry

@testable import VeilAgent

/// The registry's console as a browser sees it.
@Suite struct RegistryDeskTests {
  static let person = [
    "name": "김민준\nKim Min-jun", "birth-date": "1990-05-01", "plate": "12가 3456", "risk": "80", "until": "2030-01-01",
    "suspect": "yes",
  ]
  static let why = ["reason": "hit and run on the A9", "case": "26-0417"]

  /// Enrols and gives the record's identifier.
  static func enrol(_ visit: inout ConsoleVisit, _ changes: [String: String] = [:]) async throws -> String {
    let answer = try await visit.post("/enrol", person.merging(changes) { $1 })
    #expect(answer.status == 303, "\(answer.body)")
    let path = try #require(answer.values("Location").first)
    return String(path.dropFirst("/records/".count).prefix(32))
  }

  @Test func onlyTheManagerWhoStartedItGetsIn() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      let first = try await visit.get("/search")
      #expect(first.status == 200)
      var stranger = visit
      stranger.forget("veilcam_entry")
      for path in ["/search", "/enrol", "/grades", "/audit", "/records/\(String(repeating: "0", count: 32))"] {
        #expect(try await visit.get(path, host: "evil.example:\(visit.http.port)").status == 421)
        #expect(try await stranger.get(path).status == 401)
      }
      #expect(try await stranger.post("/enrol", Self.person).status == 401)
    }
    #expect(try world.lines.map(\.action) == [.create])
  }

  @Test func forgedFormsDoNothing() async throws {
    let world = try await RegistryDeskWorld.make()
    let wrong = String(repeating: "0", count: 64)
    try await world.visit { visit in
      let id = try await Self.enrol(&visit)
      let forms = [
        ("/enrol", Self.person.merging(["name": "이서연"]) { $1 }),
        ("/search", Self.why.merging(["plate": "12가 3456"]) { $1 }),
        ("/records/\(id)/open", Self.why), ("/records/\(id)/revoke", Self.why),
        ("/records/\(id)/erase", Self.why.merging(["sure": "yes"]) { $1 }), ("/audit/anchor", [:]),
      ]
      for (path, fields) in forms {
        #expect(try await visit.post(path, fields, token: wrong).status == 403)
        #expect(try await visit.post(path, fields, headers: ["Origin": "http://evil.example"]).status == 403)
        #expect(try await visit.post(path, fields, headers: ["Sec-Fetch-Site": "cross-site"]).status == 403)
        #expect(try await visit.upload(path, fields, files: [], token: wrong).status == 403)
        #expect(
          try await visit.upload(path, fields, files: [], headers: ["Origin": "http://evil.example"]).status == 403)
        var other = visit
        other.forget("veilcam_session")
        #expect(try await other.upload(path, fields, files: []).status == 403)
      }
      #expect(try await visit.upload("/grades", [:], files: [], token: "").status == 403)
    }
    #expect(try world.lines.map(\.action) == [.create, .enroll])
    #expect(await world.ledger.entries.map(\.revocation) == [nil])
    #expect(await world.ledger.anchored() == nil)
  }

  @Test func noLookWithoutAReason() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      let id = try await Self.enrol(&visit)
      for reason in ["", " \n", String(repeating: "a", count: 501)] {
        let fields = ["plate": "12가 3456", "reason": reason, "sure": "yes"]
        for path in ["/search", "/records/\(id)/open", "/records/\(id)/revoke", "/records/\(id)/erase"] {
          let answer = try await visit.post(path, fields)
          #expect(answer.status == 422 && answer.body.contains("a reason is required"))
          #expect(!answer.body.contains("김민준"))
        }
      }
      let unsure = try await visit.post("/records/\(id)/erase", Self.why)
      #expect(unsure.status == 422 && unsure.body.contains("cannot be undone"))
    }
    #expect(try world.lines.map(\.action) == [.create, .enroll])
    #expect(await world.ledger.entries.map(\.revocation) == [nil])
  }

  @Test func anUnknownRecordIsASentence() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      let none = "/records/\(String(repeating: "0", count: 32))"
      for answer in [
        try await visit.get(none), try await visit.post("\(none)/open", Self.why),
        try await visit.post("\(none)/revoke", Self.why),
        try await visit.post("\(none)/erase", Self.why.merging(["sure": "yes"]) { $1 }),
        try await visit.post("\(none)/revise", Self.person),
      ] { #expect(answer.status == 422 && answer.body.contains("there is no record")) }
      for path in ["/records/zz", "/records/..%2f..%2fetc%2fpasswd", "/grades/none", "/grades/none/0", "/grades/x/-1"] {
        let answer = try await visit.get(path)
        #expect([404, 422].contains(answer.status) && !answer.body.contains("Error("))
      }
    }
    #expect(try world.lines.map(\.action) == [.create])
  }

  @Test func theLifeOfARecord() async throws {
    let world = try await RegistryDeskWorld.make(RegistryOptions(forms: [.phonetic]))
    try await world.visit { visit in
      let first = try await Self.enrol(&visit)
      let standing = try await visit.get("/records/\(first)?done=enrolled").body
      #expect(standing.contains("in force") && standing.contains("Enrolled:") && !standing.contains("김민준"))
      let again = try await visit.post("/enrol", Self.person)
      #expect(again.status == 422 && again.body.contains("김민준"), "what was typed is still there")
      let found = try await visit.post(
        "/search", Self.why.merging(["name": "Gim Minjun", "form": "phonetic"]) { $1 })
      #expect(found.status == 200 && found.body.contains("김민준") && found.body.contains("/records/\(first)"))
      let none = try await visit.post("/search", Self.why.merging(["name": "Gim Minjun"]) { $1 })
      #expect(none.body.contains("Nothing found") && !none.body.contains("김민준"))
      let opened = try await visit.post("/records/\(first)/open", Self.why)
      #expect(opened.body.contains("1990-05-01") && opened.body.contains("suspect"))
      let revised = try await visit.post("/records/\(first)/revise", ["risk": "20", "until": "2029-01-01"])
      let second = String((revised.values("Location").first ?? "").dropFirst("/records/".count).prefix(32))
      #expect(try await visit.get("/records/\(first)").body.contains("erased"))
      #expect(
        try await visit.post("/records/\(second)/revoke", Self.why.merging(["why": "wrong"]) { $1 }).status == 303)
      #expect(try await visit.post("/records/\(second)/open", Self.why).body.contains("is revoked"))
      #expect(
        try await visit.post("/records/\(second)/erase", Self.why.merging(["sure": "yes"]) { $1 }).status == 303)
      #expect(await world.ledger.entries.map(\.revocation) == [.superseded, .wrong])
      let open = try await visit.get("/audit").body
      #expect(open.contains("chain intact") && open.contains("hit and run on the A9") && open.contains("26-0417"))
      #expect(open.contains("nothing is anchored yet"))
      #expect(try await visit.post("/audit/anchor", [:]).status == 303)
      #expect(try await visit.get("/audit").body.contains("the root over all lines is the anchored one"))
    }
    #expect(
      try world.lines.map(\.action) == [.create, .enroll, .search, .search, .show, .revise, .revoke, .erase])
    #expect(try world.lines[2].reason == "hit and run on the A9" && world.lines[2].caseNumber == "26-0417")
    #expect(await world.ledger.anchored()?.size == 8)
  }

  @Test(arguments: [
    (["risk": "-1"], "0 to 100"), (["risk": "101"], "0 to 100"), (["risk": "nan"], "0 to 100"),
    (["risk": ""], "0 to 100"), (["until": "soon"], "YYYY-MM-DD"), (["until": "2001-01-01"], "expires"),
    (["name": " ", "birth-date": "", "plate": ""], "at least one attribute"),
    (["birth-date": "01/02/1990"], "birth-date"),
  ])
  func whatCannotBeEnrolledIsSaid(_ changes: [String: String], _ sentence: String) async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      let answer = try await visit.post("/enrol", Self.person.merging(changes) { $1 })
      #expect(answer.status == 422 && answer.body.contains(sentence), "\(answer.body)")
    }
    #expect(await world.ledger.entries.isEmpty)
    #expect(try world.lines.count == 1)
  }

  @Test func whatWasTypedIsEscaped() async throws {
    let world = try await RegistryDeskWorld.make()
    let evil = "\"><script>alert('x')</script>&"
    try await world.visit { visit in
      let id = try await Self.enrol(&visit, ["name": evil, "address": evil])
      for answer in [
        try await visit.post("/search", ["name": evil, "reason": evil, "case": evil]),
        try await visit.post("/search", ["name": evil, "reason": "", "case": evil]),
        try await visit.post("/records/\(id)/open", ["reason": evil, "case": evil]), try await visit.get("/audit"),
        try await visit.post("/enrol", ["name": evil, "risk": evil, "until": evil, "plate": "</textarea>\(evil)"]),
        try await visit.get("/audit?before=%22%3E%3Cscript%3E"),
      ] {
        #expect(!answer.body.contains("<script>alert") && !answer.body.contains("\"><script>"))
        #expect(!answer.body.contains("</textarea>\""))
      }
      #expect(try await visit.get("/audit").body.contains("&lt;script&gt;alert(&#39;x&#39;)"))
    }
  }

  @Test func everyAnswerForbidsScriptsInPagesAndFrames() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      for path in ["/search", "/enrol", "/grades", "/agreements", "/audit", "/nowhere", "/records/x"] {
        let answer = try await visit.get(path)
        let policy = answer.values("Content-Security-Policy").first ?? ""
        #expect(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe") && answer.values("Cache-Control") == ["no-store"])
        #expect(
          !answer.body.contains(" style=") && !answer.body.contains("<script>") && !answer.body.contains(" onclick="))
      }
    }
  }

  @Test func aChangedAuditLineIsNamed() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      for _ in 0..<3 { _ = try await visit.post("/search", Self.why.merging(["plate": "1"]) { $1 }) }
      try await world.store.database.write {
        try $0.execute(sql: "UPDATE audit SET line = replace(line, 'A9', 'A8') WHERE number = 3")
      }
      let answer = try await visit.get("/audit")
      #expect(answer.status == 422 && answer.body.contains("line 3") && answer.body.contains("do not trust it"))
      #expect(!answer.body.contains("chain intact"))
    }
  }

  @Test func aShortenedLogIsMissedByTheAnchor() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      _ = try await visit.post("/search", Self.why.merging(["plate": "1"]) { $1 })
      #expect(try await visit.post("/audit/anchor", [:]).status == 303)
      try await world.store.database.write { try $0.execute(sql: "DELETE FROM audit WHERE number = 2") }
      #expect(try await visit.get("/audit").body.contains("is not the one of 2 lines that was anchored"))
    }
  }

  @Test func aDismissedManagersConsoleShowsNothingMore() async throws {
    let world = try await RegistryDeskWorld.make()
    try await world.visit { visit in
      let id = try await Self.enrol(&visit)
      await world.ledger.dismiss(world.keys.account.address)
      let fields = Self.why.merging(["plate": "12가 3456"]) { $1 }
      for answer in [
        try await visit.post("/search", fields), try await visit.post("/records/\(id)/open", Self.why),
        try await visit.get("/audit"),
      ] { #expect(answer.status == 422 && answer.body.contains("no manager") && !answer.body.contains("1990-05-01")) }
    }
    #expect(try world.lines.map(\.action) == [.create, .enroll])
  }

  @Test func longLogsHavePages() async throws {
    let world = try await RegistryDeskWorld.make()
    for number in 0..<230 {
      _ = try await world.registry.search(
        [try Attribute(.plate, "1")], purpose: try AuditPurpose(reason: "reason-\(number)-"))
    }
    try await world.visit { visit in
      let newest = try await visit.get("/audit").body
      #expect(newest.contains("reason-229-") && !newest.contains("reason-5-"))
      #expect(newest.contains("/audit?before=31"))
      let oldest = try await visit.get("/audit?before=31").body
      #expect(oldest.contains("reason-5-") && !oldest.contains("reason-229-") && !oldest.contains("Older lines"))
      #expect(try await visit.get("/audit?before=-7").status == 200)
      #expect(try await visit.get("/audit?before=99999999999999999999").status == 200)
    }
  }
}
