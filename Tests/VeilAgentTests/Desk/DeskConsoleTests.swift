import Cryptography
import Ethereum
import Foundation
import Testing
import VeilConsole
import VeilEvidence

@testable import VeilAgent

@Suite struct DeskConsoleTests {
  @Test func onlyThePrintedAddressLetsIn() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      #expect(try await visit.get("/inbox").status == 401)
      #expect(try await visit.get("/enter?key=00").status == 401)
      #expect(try await visit.get("/enter").status == 401)
      let entered = try await visit.get(visit.entry)
      #expect(entered.status == 303)
      #expect(entered.values("Set-Cookie").allSatisfy { $0.contains("HttpOnly") && $0.contains("SameSite=Strict") })
      #expect(try await visit.get("/inbox").status == 200)
    }
  }

  /// DNS rebinding: a web page points a name of its own at this machine.
  @Test func anotherHostNameIsRefused() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      try await visit.enter()
      let port = visit.http.port
      for host in [
        "evil.example:\(port)", "127.0.0.1:\(port + 1)", "127.0.0.1", "localhost.evil.example:\(port)", "[::1",
      ] {
        #expect(try await visit.get("/inbox", host: host).status == 421)
      }
      #expect(try await visit.get("/inbox", host: "localhost:\(port)").status == 200)
    }
  }

  @Test func formsFromElsewhereChangeNothing() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: nil, reason: ""
    ).address
    try await world.visit { visit in
      try await visit.enter()
      let path = "/inbox/\(request)/deny"
      #expect(try await visit.post(path, [:], token: "").status == 403)
      #expect(try await visit.post(path, [:], token: String(repeating: "0", count: 64)).status == 403)
      #expect(try await visit.post(path, [:], headers: ["Origin": "http://evil.example"]).status == 403)
      #expect(try await visit.post(path, [:], headers: ["Sec-Fetch-Site": "cross-site"]).status == 403)
      #expect(try await visit.post(path, [:], headers: ["Origin": "null"]).status == 403)
      let sandboxed = ["Origin": "null", "Sec-Fetch-Site": "cross-site"]
      #expect(try await visit.post(path, [:], headers: sandboxed).status == 403)
      #expect(try await visit.post(path, [:], headers: ["Content-Type": "text/plain"]).status == 403)
      var stranger = visit
      stranger.forget("veilcam_session")
      #expect(try await stranger.post(path, [:]).status == 403)
      #expect(try await world.ledger.request(at: request).state == .requested)
      let origin = "http://127.0.0.1:\(visit.http.port)"
      #expect(try await visit.post(path, [:], headers: ["Origin": origin]).status == 303)
      #expect(try await world.ledger.request(at: request).state == .denied)
    }
  }

  @Test func everyAnswerForbidsScriptsInPagesAndFrames() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      try await visit.enter()
      let paths = ["/search", "/requests", "/inbox", "/ledger", "/audit", "/nowhere", ConsoleAsset.style.path]
      for path in paths + ["/evidence/\(world.incident.evidence.incident.value.hex)"] {
        let answer = try await visit.get(path)
        let policy = answer.values("Content-Security-Policy").first ?? ""
        #expect(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.values("X-Content-Type-Options") == ["nosniff"])
        #expect(answer.values("Referrer-Policy") == ["no-referrer"])
        #expect(
          !answer.body.contains(" style=") && !answer.body.contains("<script>") && !answer.body.contains(" onclick="))
      }
    }
  }

  @Test func textOfOthersIsEscaped() async throws {
    let world = try await DeskWorld.make()
    let reason = "<script>alert('x')</script>\"&"
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .original, reward: nil, reason: reason
    ).address
    try await world.visit { visit in
      try await visit.enter()
      for path in ["/inbox", "/inbox/\(request)", "/requests/\(request)", "/search?latitude=%22%3E%3Cscript%3E"] {
        let body = try await visit.get(path).body
        #expect(!body.contains("<script>alert") && !body.contains("\"><script>"))
      }
      #expect(try await visit.get("/inbox").body.contains("&lt;script&gt;alert(&#39;x&#39;)"))
    }
  }

  @Test func errorsShowNoInternals() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      try await visit.enter()
      for path in [
        "/evidence/zz", "/requests/0x00", "/inbox/..%2f..%2fetc%2fpasswd", "/jobs/none", "/previews/..%2f..%2fx",
      ] {
        let answer = try await visit.get(path)
        #expect([404, 422].contains(answer.status))
        #expect(!answer.body.contains("Error(") && !answer.body.contains(".swift") && !answer.body.contains("/tmp"))
      }
      let stranger = try SecretKey.generate().address
      let answer = try await visit.get("/requests/\(stranger)")
      #expect(answer.status == 422 && answer.body.contains("this desk made no request"))
    }
  }

  @Test func wholeFlowByForms() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      try await visit.enter()
      let incident = world.incident.evidence.incident.value.hex
      #expect(try await visit.get("/search").body.contains("/evidence/\(incident)"))
      let asked = try await visit.post(
        "/evidence/\(incident)/request", ["rendition": "protected", "reward": "5000 wei", "reason": ""])
      let request = try #require(try await world.ledger.requests().first).address
      #expect(asked.values("Location") == ["/requests/\(request)?done=requested"])
      #expect(try await visit.post("/inbox/\(request)/approve", [:]).status == 303)
      #expect(try await visit.post("/requests/\(request)/redeem", [:]).status == 303)
      try await visit.repeatUntil { try await $0.get("/jobs/\(request)").body.contains("\"isEnded\":true") }
      let page = try await visit.get("/requests/\(request)")
      #expect(page.body.contains("/requests/\(request)/films/0"))
      let size = try Data(contentsOf: URL(filePath: world.incident.protected)).count
      let part = try await visit.get("/requests/\(request)/films/0", headers: ["Range": "bytes=10-109"])
      #expect(part.status == 206 && part.byteCount == 100)
      #expect(part.values("Content-Range") == ["bytes 10-109/\(size)"])
      let outside = try await visit.get("/requests/\(request)/films/0", headers: ["Range": "bytes=\(size)-"])
      #expect(outside.status == 416)
      for number in ["1", "-1", "0%2f..%2f..", "..%2f0"] {
        #expect(try await visit.get("/requests/\(request)/films/\(number)").status == 404)
      }
    }
  }

  @Test func assetsAreKeptByTheirVersion() async throws {
    let world = try await DeskWorld.make()
    try await world.visit { visit in
      let asset = try await visit.get(ConsoleAsset.style.path)
      #expect(asset.values("Cache-Control").first?.contains("immutable") == true)
      let again = try await visit.get("/assets/console.css", headers: ["If-None-Match": ConsoleAsset.style.tag])
      #expect(again.status == 304)
      #expect(try await visit.get("/assets/..%2fconsole.css").status == 404)
    }
  }
}
