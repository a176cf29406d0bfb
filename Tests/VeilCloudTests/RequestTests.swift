import Cryptography
import Foundation
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("Signed requests, limits, bad input")
struct RequestTests {
  private static func handOver(_ world: World, time: UInt64? = nil, body: [UInt8]) throws -> CloudRequest {
    let path = "/v1/devices/hand-over"
    let signature = try RequestSignature(
      for: world.chain.terms.cloud, method: "POST", path: path, bodyRoot: try RequestSignature.root(ofBody: body),
      time: time ?? world.time.now,
      by: try Samples.key("camera"))
    return CloudRequest(
      "POST", path, headers: ["authorization": signature.header, "content-type": "application/json"], body: body)
  }

  @Test("unsigned, changed, replayed and untimely requests are refused")
  func signatures() async throws {
    try await World.with { world in
      let body = Array("{}".utf8)
      let good = try Self.handOver(world, body: body)
      #expect(world.code(try await world.send(good)) == "malformed")
      #expect(world.code(try await world.send(good)) == "replayed")
      var unsigned = good
      unsigned.headers["authorization"] = nil
      #expect(world.code(try await world.send(unsigned)) == "unauthenticated")
      var changed = try Self.handOver(world, body: body)
      changed.body = Array("{ }".utf8)
      #expect(world.code(try await world.send(changed)) == "unauthenticated")
      var moved = try Self.handOver(world, body: body)
      moved.path += "?x=1"
      #expect(world.code(try await world.send(moved)) == "unauthenticated")
      for time in [world.time.now - 3_600_000, world.time.now + 3_600_000] {
        let late = try await world.send(try Self.handOver(world, time: time, body: body))
        #expect(world.code(late) == "clockSkew")
        #expect(late.status == 401)
      }
    }
  }

  @Test("a request for one cloud is refused by another, even where the name in it was exchanged")
  func otherCloud() async throws {
    try await World.with { (first: World) async throws in
      try await World.with(cloud: "other cloud") { (second: World) async throws in
        let request = try Self.handOver(first, body: Array("{}".utf8))
        #expect(second.code(try await second.send(request)) == "wrongCloud")
        var renamed = request
        renamed.headers["authorization"] = request.headers["authorization"]?
          .replacing("cloud=\"\(first.chain.terms.cloud)", with: "cloud=\"\(second.chain.terms.cloud)")
        #expect(second.code(try await second.send(renamed)) == "unauthenticated")
        #expect(first.code(try await first.send(request)) == "malformed")
        let key = try Samples.key("camera")
        let pinned = CloudClient(
          transport: second.transport, cloud: first.chain.terms.cloud, retries: .never, time: { second.time.now })
        await expectRefusal(.wrongCloud) { try await pinned.enrol(key) }
        #expect(try await second.client.enrol(key).device == key.address)
      }
    }
  }

  @Test("a device whose clock is off by an hour corrects itself", arguments: [-3_600_000, 3_600_000])
  func skew(milliseconds: Int64) async throws {
    try await World.with { world in
      let client = CloudClient(
        transport: try HTTPCloudTransport(address: world.address), retries: .never,
        time: { UInt64(Int64(world.time.now) + milliseconds) })
      #expect(try await client.enrol(try Samples.key("camera")).nextNumber == 0)
    }
  }

  @Test("enrolment wants the cloud's own fresh challenge, once, and the device's own key")
  func challenges() async throws {
    try await World.with { world in
      let key = try Samples.key("camera")
      func enrolment(_ nonce: [UInt8], device: Address) throws -> CloudRequest {
        let body = Array("{\"device\":\"\(device)\"}".utf8)
        let signature = try RequestSignature(
          for: world.chain.terms.cloud, method: "POST", path: "/v1/devices",
          bodyRoot: try RequestSignature.root(ofBody: body),
          time: world.time.now, nonce: nonce, by: key)
        return CloudRequest(
          "POST", "/v1/devices", headers: ["authorization": signature.header, "content-type": "application/json"],
          body: body)
      }
      func challenge() async throws -> [UInt8] {
        let answer = try await world.send(CloudRequest("GET", "/v1/challenge"))
        return try JSONDecoder().decode(ChallengeReply.self, from: Data(answer.body)).challenge.bytes
      }
      let own = try await world.send(try enrolment(RandomBytes.make(56), device: key.address))
      #expect(world.code(own) == "badChallenge")
      let foreign = try await world.send(try enrolment(challenge(), device: Samples.key("other").address))
      #expect(world.code(foreign) == "forbidden")
      let good = try enrolment(try await challenge(), device: key.address)
      #expect(try await world.send(good).status == 200)
      #expect(world.code(try await world.send(good)) == "replayed")
      let late = try await challenge()
      world.time.advance(milliseconds: CloudLimits().challengeLifetime + 1)
      #expect(world.code(try await world.send(try enrolment(late, device: key.address))) == "badChallenge")
    }
  }

  @Test(
    "paths that lead elsewhere lead nowhere",
    arguments: [
      "/v1/blobs/../../cloud.sqlite?grant=00", "/v1/blobs/%2e%2e%2f%2e%2e%2fcloud.sqlite?grant=00",
      "/v1/previews/..%2f..%2f..%2fetc%2fpasswd", "/v1/incidents/%00", "/v1/incidents/0x00/renditions/../original",
      "/assets/..%2f..%2fcloud.sqlite", "/v1/evidence/..", "/v1/log/..%2frecords", "/../cloud.sqlite",
    ])
  func traversal(path: String) async throws {
    try await World.with { world in
      let answer = try await world.send(CloudRequest("GET", path))
      #expect((400..<500).contains(answer.status), "\(path): \(answer.status)")
      #expect(!answer.body.starts(with: "SQLite".utf8))
    }
  }

  @Test("bodies that are too large are refused before they are stored")
  func oversized() async throws {
    var limits = CloudLimits()
    limits.recordsPerRequest = 2
    limits.jsonByteCount = 1_000
    try await World.with(limits: limits) { world in
      let records = try await world.send(
        CloudRequest("POST", "/v1/records", body: [UInt8](repeating: 0, count: 161 * 3)))
      #expect(records.status == 413)
      let json = CloudRequest(
        "POST", "/v1/incidents", headers: ["content-type": "application/json"],
        body: [UInt8](repeating: 32, count: 2_000))
      #expect(try await world.send(json).status == 413)
      let odd = CloudRequest("POST", "/v1/records", body: [1, 2, 3])
      #expect(world.code(try await world.send(odd)) == "malformed")
    }
  }

  @Test("a body that does not come is given up, and others are served meanwhile")
  func slow() async throws {
    var limits = CloudLimits()
    limits.bodyTimeout = .milliseconds(200)
    try await World.with(limits: limits) { world in
      let socket = try RawSocket(address: world.address)
      try socket.send("POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 161\r\n\r\nabc")
      #expect(try await world.send(CloudRequest("GET", "/healthz")).status == 200)
      #expect(try await socket.receive().hasPrefix("HTTP/1.1 408"))
    }
  }

  @Test("who asks too much has to wait")
  func rates() async throws {
    var limits = CloudLimits()
    limits.requestRate = .init(perSecond: 1, burst: 5)
    try await World.with(limits: limits) { world in
      for _ in 0..<5 { #expect(try await world.send(CloudRequest("GET", "/healthz")).status == 200) }
      let refused = try await world.send(CloudRequest("GET", "/healthz"))
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "1")
      world.time.advance(milliseconds: 1_000)
      #expect(try await world.send(CloudRequest("GET", "/healthz")).status == 200)
    }
  }

  @Test("previews have a limit of their own")
  func previewRate() async throws {
    var limits = CloudLimits()
    limits.previewRate = .init(perSecond: 1, burst: 1)
    try await World.with(limits: limits) { (world: World) async throws in
      let path = "/v1/previews/\(Samples.hash("x"))"
      #expect(try await world.send(CloudRequest("GET", path)).status == 404)
      #expect(try await world.send(CloudRequest("GET", path)).status == 429)
      #expect(try await world.send(CloudRequest("GET", "/healthz")).status == 200)
    }
  }

  @Test(
    "bad queries are refused",
    arguments: [
      "", "from=0", "from=1&to=x", "from=-1&to=1", "from=2&to=1", "from=0&to=1&cell=1", "from=0&to=1&cell=1801,0",
      "from=0&to=1&cell=1,1&radius=5", "from=0&to=1&latitude=91&longitude=0&radius=1",
      "from=0&to=1&latitude=1&longitude=0&radius=nan", "from=0&to=1&latitude=1&longitude=0&radius=0",
      "from=0&to=1&limit=0", "from=0&to=1&limit=201", "from=0&to=1&cursor=..", "from=0&to=1&other=1",
      "from=0&to=1&to=2",
    ])
  func queries(query: String) async throws {
    try await World.with { (world: World) async throws in
      #expect(try await world.send(CloudRequest("GET", "/v1/search?\(query)")).status == 400)
    }
  }
}
