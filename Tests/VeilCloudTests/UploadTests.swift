import VeilTesting
import Cryptography
import Foundation
import Testing
import VeilCloudAPI
import VeilEvidence

@testable import VeilCloud

@Suite("Uploads")
struct UploadTests {
  private static let chunk = ContentTree.chunkByteCount

  /// A signed part of an upload.
  private static func part(
    _ world: World, _ incident: Incident, _ range: String, _ body: [UInt8], by key: SecretKey,
    signing signed: [UInt8]? = nil
  ) throws -> CloudRequest {
    let path = "/v1/incidents/\(incident.id)/renditions/original"
    let root = try RequestSignature.root(ofBody: signed ?? body)
    let signature = try RequestSignature(
      for: world.chain.terms.cloud, method: "PUT", path: path, bodyRoot: root, time: world.time.now, by: key)
    return CloudRequest(
      "PUT", path,
      headers: [
        "authorization": signature.header, CloudHeader.bodyRoot: root.description, "content-range": range,
        "content-type": "application/octet-stream",
      ], body: body)
  }

  private static func prepared(
    _ world: World, byteCount: Int = 3 << 20
  ) async throws -> (camera: Camera, incident: Incident, file: [UInt8]) {
    let camera = try await world.camera()
    let incident = try Incident([camera.segments[0]], byteCount: byteCount)
    let (binding, claim) = try incident.signed(by: camera.key, in: world)
    _ = try await world.client.submit(binding, claim)
    return (camera, incident, try #require(incident.sealed[.original]))
  }

  @Test("goes on where it stopped, also in another process")
  func resuming() async throws {
    try await World.with { world in
      let (camera, incident, file) = try await Self.prepared(world)
      let first = try Self.part(
        world, incident, "bytes 0-\(Self.chunk - 1)/\(file.count)", Array(file[..<Self.chunk]), by: camera.key)
      #expect(try await world.send(first).status == 200)
      #expect(try await world.client.uploadState(.original, of: incident.id).offset == Self.chunk)
      let path = try world.folder.write(file, to: "original")
      let done = try await world.client.upload(.original, of: incident.id, file: path, by: camera.key)
      #expect(done.isComplete)
      #expect(try await world.client.upload(.original, of: incident.id, file: path, by: camera.key) == done)
    }
  }

  @Test("bytes that a power cut took are asked for again")
  func powerCut() async throws {
    try await World.with { world in
      let (camera, incident, file) = try await Self.prepared(world)
      for start in [0, Self.chunk] {
        let part = try Self.part(
          world, incident, "bytes \(start)-\(start + Self.chunk - 1)/\(file.count)",
          Array(file[start..<start + Self.chunk]), by: camera.key)
        #expect(try await world.send(part).status == 200)
      }
      let name = world.folder.path("files/parts/\(incident.id.value.hex)-original")
      let handle = try FileHandle(forUpdating: URL(filePath: name))
      try handle.seek(toOffset: UInt64(Self.chunk) + 100)
      try handle.write(contentsOf: Data(count: 50))
      try handle.close()
      let services = world.server.services
      let fresh = UploadService(
        store: services.store, blobs: services.blobs, devices: services.devices, audit: services.audit,
        limits: CloudLimits())
      #expect(try await fresh.state(.original, of: incident.id).offset == Self.chunk)
    }
  }

  @Test("parts that do not fit are refused and change nothing")
  func refusals() async throws {
    try await World.with { world in
      let (camera, incident, file) = try await Self.prepared(world)
      let (key, total) = (camera.key, file.count)
      let body = Array(file[..<Self.chunk])
      let stranger = try Samples.key("stranger")
      let cases: [(CloudRequest, CloudErrorCode)] = [
        (try Self.part(world, incident, "bytes 0-\(Self.chunk - 1)/\(total)", body, by: stranger), .forbidden),
        (try Self.part(world, incident, "bytes 0-9/\(total)", Array(file[..<10]), by: key), .badRange),
        (try Self.part(world, incident, "bytes 7-\(Self.chunk + 6)/\(total)", body, by: key), .badRange),
        (try Self.part(world, incident, "bytes 0-\(Self.chunk)", body, by: key), .badRange),
        (try Self.part(world, incident, "bytes 0-\(2 * Self.chunk - 1)/\(total)", body, by: key), .malformed),
        (
          try Self.part(world, incident, "bytes 0-\(Self.chunk - 1)/\(total)", body, by: key, signing: [1]),
          .unauthenticated
        ),
        (try Self.part(world, incident, "bytes 0-\((1 << 34) - 1)/\(1 << 34)", body, by: key), .tooLarge),
      ]
      for (request, code) in cases {
        #expect(world.code(try await world.send(request)) == code.rawValue)
        #expect(try await world.client.uploadState(.original, of: incident.id).offset == 0)
      }
    }
  }

  @Test("a swapped ciphertext is refused, and the right one is taken afterwards")
  func swapped() async throws {
    try await World.with { world in
      let (camera, incident, file) = try await Self.prepared(world)
      var other = file
      other[2_000_000] ^= 1
      let wrong = try world.folder.write(other, to: "wrong")
      await expectRefusal(.ciphertextDiffers) {
        try await world.client.upload(.original, of: incident.id, file: wrong, by: camera.key)
      }
      #expect(try await world.client.uploadState(.original, of: incident.id).offset == 0)
      let right = try world.folder.write(file, to: "right")
      #expect(try await world.client.upload(.original, of: incident.id, file: right, by: camera.key).isComplete)
    }
  }

  @Test("a preview that is not the committed one, or no picture, is refused; unpublished ones are not served")
  func previews() async throws {
    try await World.with { world in
      let (camera, incident, _) = try await Self.prepared(world)
      await expectRefusal(.previewDiffers) {
        try await world.client.uploadPreview(0, of: incident.id, file: incident.previews[1], by: camera.key)
      }
      _ = try await world.client.uploadPreview(0, of: incident.id, file: incident.previews[0], by: camera.key)
      await expectRefusal(.notFound) { try await world.client.preview(Keccak256.hash(incident.previews[0])) }
    }
  }

  @Test("a later key of the same camera may upload")
  func laterKey() async throws {
    try await World.with { world in
      var (camera, incident, file) = try await Self.prepared(world)
      let old = camera.key
      let statement = try camera.chain.rotate(at: Int(Samples.noon / 1_000))
      _ = try await world.client.handOver(statement, recordCount: 3, by: old)
      let path = try world.folder.write(file, to: "original")
      #expect(try await world.client.upload(.original, of: incident.id, file: path, by: camera.key).isComplete)
      incident.previews = []
    }
  }

  @Test("a full disk is named, nothing is half there, and it works when there is room")
  func diskFull() async throws {
    let disk = FullDisk()
    try await World.with(blobs: { disk.wrapping($0) }) { world in
      let (camera, incident, file) = try await Self.prepared(world)
      let path = try world.folder.write(file, to: "original")
      disk.isFull = true
      await expectRefusal(.diskFull) {
        try await world.client.upload(.original, of: incident.id, file: path, by: camera.key)
      }
      await expectRefusal(.diskFull) {
        try await world.client.uploadPreview(0, of: incident.id, file: incident.previews[0], by: camera.key)
      }
      #expect(try await world.client.uploadState(.original, of: incident.id).offset == 0)
      disk.isFull = false
      #expect(try await world.client.upload(.original, of: incident.id, file: path, by: camera.key).isComplete)
    }
  }
}
