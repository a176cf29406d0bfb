import Ethereum
import Cryptography
import Foundation
import Hummingbird
import Testing
import VeilCloudAPI

@testable import VeilCloud

@Suite("The API and its document")
struct DocumentTests {
  private static var document: String {
    get throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      return try String(contentsOf: root.appending(path: "docs/openapi.yaml"), encoding: .utf8)
    }
  }

  /// `GET /v1/search` and so on, from the document's own layout.
  private static func operations(_ document: String) -> Set<String> {
    var (operations, path) = (Set<String>(), "")
    for line in document.split(separator: "\n").drop(while: { $0 != "paths:" }).dropFirst() {
      guard line.hasPrefix("  ") else { break }
      if line.hasPrefix("  /") { path = String(line.dropFirst(2).dropLast()) }
      if let method = ["get", "put", "post", "head", "delete"].first(where: { line == "    \($0):" }) {
        operations.insert("\(method.uppercased()) \(path)")
      }
    }
    return operations
  }

  @Test("describes every route of the API and no other")
  func routes() async throws {
    try await World.with { world in
      let pages = ["/", "/ledger", "/audit", "/evidence/{evidence}", "/assets/{name}"]
      let routes = try world.server.router().routes.map { route in
        let path = route.path.description.split(separator: "/").map { part in
          part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
        }
        return (route.method.rawValue, "/" + path.joined(separator: "/"))
      }
      let api = routes.filter { !pages.contains($0.1) }.map { "\($0.0) \($0.1)" }
      #expect(Set(api) == Self.operations(try Self.document))
      #expect(api.count == Self.operations(try Self.document).count)
    }
  }

  @Test("pages work without scripts, escape what they show, and come with a strict policy")
  func pages() async throws {
    try await World.with { world in
      let camera = try await world.camera()
      let reply = try await world.publish(try Incident([camera.segments[0]]), by: camera.key)
      let evidence = try #require(reply.evidence)
      let search = try await world.send(
        CloudRequest("GET", "/?latitude=52.52&longitude=13.41&radius=5&from=%3Cscript%3E"))
      let text = String(decoding: search.body, as: UTF8.self)
      #expect(search.status == 200)
      #expect(text.contains("/evidence/\(evidence)"))
      #expect(text.contains("&lt;script&gt;") && !text.contains("<script>"))
      #expect(search.headers["content-security-policy"]?.contains("default-src 'none'") == true)
      #expect(search.headers["x-content-type-options"] == "nosniff")
      let page = try await world.send(CloudRequest("GET", "/evidence/\(evidence)"))
      let hashes = String(decoding: page.body, as: UTF8.self)
      for hash in [reply.incident, reply.protected.ciphertextRoot, reply.original.ciphertextRoot] {
        #expect(hashes.contains(hash.description))
      }
      for path in ["/ledger", "/audit"] {
        #expect(try await world.send(CloudRequest("GET", path)).status == 200, "\(path)")
      }
      #expect(try await world.send(CloudRequest("GET", "/evidence/nothing")).status != 200)
    }
  }

  @Test("health, metrics and the ledger's description")
  func operation() async throws {
    try await World.with { world in
      _ = try await world.camera(records: 4)
      #expect(try await world.send(CloudRequest("GET", "/healthz")).status == 200)
      let metrics = String(decoding: try await world.send(CloudRequest("GET", "/metrics")).body, as: UTF8.self)
      #expect(metrics.contains("veilcam_records_stored_total 4"))
      #expect(metrics.contains("veilcam_requests_total{code=\"200\"}"))
      #expect(metrics.contains("veilcam_request_seconds_bucket"))
      let description = try await world.client.ledgerDescription()
      #expect(String(decoding: description, as: UTF8.self) == world.chain.terms.description.text)
      #expect(try await world.send(CloudRequest("GET", "/nowhere")).status == 404)
    }
  }

  @Test("health says whether the ledger answers, and serves on where it does not")
  func ledgerHealth() async throws {
    try await World.with { world in
      for (isReachable, expected) in [(true, HealthReply.Ledger.reached), (false, .unreachable), (true, .reached)] {
        await world.chain.setReachable(isReachable)
        var found: HealthReply.Ledger?
        for _ in 0..<400 where found != expected {
          let reply = try await world.send(CloudRequest("GET", "/healthz"))
          #expect(reply.status == 200)
          found = try JSONDecoder().decode(HealthReply.self, from: Data(reply.body)).ledger
          if found != expected { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(found == expected)
      }
    }
  }
}
