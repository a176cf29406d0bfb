import Cryptography
import Foundation
import Logging
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("Full disks, certificates, clocks")
struct DisturbanceTests {
  @Test(
    "a disk that is really full is named, keeps what was answered, and goes on when there is room",
    .enabled(if: SmallDisk.isPossible, "mounting needs root"))
  func fullDisk() async throws {
    let disk = try SmallDisk(kilobytes: 12_000)
    try await World.with(data: disk.path("")) { world in
      var camera = try await world.camera(records: 2)
      let incident = try Incident([camera.segments[0]], byteCount: 16 << 20)
      let (binding, claim) = try incident.signed(by: camera.key, in: world)
      _ = try await world.client.submit(binding, claim)
      let path = try world.folder.write(try #require(incident.sealed[.original]), to: "film")
      await expectRefusal(.diskFull) {
        try await world.client.upload(.original, of: incident.id, file: path, by: camera.key)
      }
      let state = try await world.client.uploadState(.original, of: incident.id)
      let part = disk.path("files/parts/\(incident.id.value.hex)-original")
      let size = try FileManager.default.attributesOfItem(atPath: part)[.size] as? Int
      #expect(!state.isComplete && size == state.offset)
      let filler = disk.path("filler")
      fill(filler)
      try camera.record(200)
      await expectRefusal(.diskFull) { try await world.client.submit(camera.records) }
      #expect(try await world.client.logHead(.records).size == 2)
      #expect(try await world.client.incident(incident.id).state == .deployed)
      try FileManager.default.removeItem(atPath: filler)
      #expect(try await world.client.submit(camera.records).items.allSatisfy { $0.state != .refused })
      #expect(try await world.client.logHead(.records).size == 202)
    }
  }

  /// Writes until nothing fits any more.
  private func fill(_ path: String) {
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    defer { close(file) }
    for size in [1 << 16, 1 << 12, 1] {
      let bytes = [UInt8](repeating: 1, count: size)
      while write(file, bytes, size) > 0 {}
    }
  }

  @Test(
    "serves https with a certificate from files, and nothing else there",
    .enabled(if: PythonOracle.isAvailable, PythonOracle.hint))
  func certificate() async throws {
    let folder = try TemporaryFolder()
    let certificate = try await Self.certificate(in: folder, "good")
    try await World.with(certificate: certificate) { (world: World) async throws in
      #expect(world.address.hasPrefix("https://"))
      let port = try #require(world.address.split(separator: ":").last)
      let python = try #require(PythonOracle.interpreter)
      let script = """
        import ssl, sys, urllib.request
        context = ssl.create_default_context(cafile=sys.argv[1])
        with urllib.request.urlopen("https://localhost:" + sys.argv[2] + "/healthz", context=context, timeout=20) as answer:
            print(answer.status, answer.headers["strict-transport-security"] is not None)
        """
      let trusting = try await CommandRun.run(python.path, ["-c", script, certificate.chain, String(port)])
      #expect(trusting.output == "200 True\n", "\(trusting.transcript)")
      let plain = try RawSocket(address: world.address)
      try plain.send("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
      #expect(try await !plain.receive().hasPrefix("HTTP/"))
    }
  }

  @Test("a certificate that cannot be used is named before anything is served")
  func badCertificates() async throws {
    let folder = try TemporaryFolder()
    let (one, other) = (try await Self.certificate(in: folder, "one"), try await Self.certificate(in: folder, "other"))
    let text = try folder.write(Array("no certificate".utf8), to: "text")
    for bad in [
      CloudConfiguration.Certificate(chain: one.chain, key: other.key), .init(chain: text, key: one.key),
      .init(chain: one.chain, key: text), .init(chain: folder.path("missing"), key: one.key),
    ] {
      let key = try Samples.key("cloud")
      let configuration = CloudConfiguration(folder: folder.path("cloud"), certificate: bad, key: key)
      let server = try await CloudServer.make(
        configuration, chain: try FakeChain(cloud: key.address), logger: .init(label: "test"))
      await expectRefusal(.localFile) { try await server.run { _ in Issue.record("it serves") } }
    }
  }

  private static func certificate(
    in folder: TemporaryFolder, _ name: String
  ) async throws -> CloudConfiguration.Certificate {
    let (chain, key) = (folder.path("\(name).pem"), folder.path("\(name).key"))
    let run = try await CommandRun.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", chain,
      ])
    try #require(run.status == 0, "\(run.transcript)")
    return CloudConfiguration.Certificate(chain: chain, key: key)
  }

  @Test("evidence of a camera whose clock is off by an hour is taken", arguments: [-1, 1])
  func cameraClock(hours: Int) async throws {
    try await World.with { world in
      let camera = try await world.camera(records: 2)
      let incident = try Self.incident(camera, hours: hours)
      #expect(try await world.publish(incident, by: camera.key).state == .verified)
    }
  }

  @Test("evidence of an hour that has not come is refused")
  func future() async throws {
    try await World.with { world in
      let camera = try await world.camera(records: 2)
      let incident = try Self.incident(camera, hours: 2)
      await expectRefusal(.falsePlace) { try await world.publish(incident, by: camera.key) }
    }
  }

  private static func incident(_ camera: Camera, hours: Int) throws -> Incident {
    var incident = try Incident([camera.segments[0]])
    incident.place = CoarsePlace(
      row: 1_050, column: 268, bucket: UInt32(Int(Samples.noon / 3_600_000) + hours))
    return incident
  }

  @Test("a part of an upload that comes too slowly is dropped, and the upload goes on where it stood")
  func slowPart() async throws {
    var limits = CloudLimits()
    (limits.bodyTimeout, limits.slowestUpload) = (.milliseconds(300), 1 << 30)
    try await World.with(limits: limits) { world in
      let camera = try await world.camera(records: 1)
      let incident = try Incident([camera.segments[0]], byteCount: 3 << 20)
      let (binding, claim) = try incident.signed(by: camera.key, in: world)
      _ = try await world.client.submit(binding, claim)
      let body = Array(try #require(incident.sealed[.original])[..<(1 << 20)])
      let part = try UploadPart(
        body, of: incident, by: camera.key, for: world.chain.terms.cloud, time: world.time.now)
      let socket = try RawSocket(address: world.address)
      try socket.send(part.head + body[..<500_000])
      #expect(try await socket.receive().hasPrefix("HTTP/1.1 408"))
      #expect(try await world.client.uploadState(.original, of: incident.id).offset == 0)
      let again = try RawSocket(address: world.address)
      try again.send(
        try UploadPart(body, of: incident, by: camera.key, for: world.chain.terms.cloud, time: world.time.now).head
          + body)
      #expect(try await again.receive().hasPrefix("HTTP/1.1 200"))
    }
  }
}
