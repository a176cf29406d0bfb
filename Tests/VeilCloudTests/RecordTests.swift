import Cryptography
import Ethereum
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("Records and logs")
struct RecordTests {
  @Test("records in any order and repeated are stored once, and gaps are named")
  func order() async throws {
    try await World.with { world in
      var camera = try Camera("camera")
      try camera.record(6)
      _ = try await world.client.enrol(camera.key)
      let late = try await world.client.submit([camera.records[5], camera.records[2]])
      #expect(late.items.map(\.state) == [.stored, .stored])
      #expect(late.gaps.map { [$0.first, $0.last] } == [[0, 1], [3, 4]])
      let all = try await world.client.submit(camera.records + camera.records)
      #expect(all.items.filter { $0.state == .stored }.count == 4)
      #expect(all.items.filter { $0.state == .duplicate }.count == 8)
      #expect(all.gaps.isEmpty)
      #expect(try await world.client.logHead(.records).size == 6)
    }
  }

  @Test("receipts are the cloud's and prove that the record is in the log")
  func receipts() async throws {
    try await World.with { world in
      var camera = try Camera("camera")
      try camera.record(40)
      _ = try await world.client.enrol(camera.key)
      let reply = try await world.client.submit(camera.records)
      for (record, item) in zip(camera.records, reply.items) {
        let receipt = try LogReceipt(parsing: try #require(item.receipt).bytes)
        #expect(try receipt.issuer(for: record) == world.chain.terms.cloud)
        #expect(receipt.time == world.time.now)
      }
    }
  }

  @Test("forged, foreign, forked and replayed records are refused by name")
  func refusals() async throws {
    try await World.with { world in
      let camera = try await world.camera(records: 3)
      let last = camera.records[2].record
      func record(
        _ number: UInt32, name: RecordName, previous: Hash256, film: Hash256 = Samples.hash("new")
      ) throws -> SignedRecord {
        try EvidenceRecord(
          number: number, device: last.device, name: name, previousVideoHash: previous, videoHash: film
        ).signed(by: camera.key)
      }
      var stranger = try Camera("stranger")
      try stranger.record(1)
      let forged = SignedRecord(record: camera.records[0].record, signature: stranger.records[0].signature)
      let cases: [(SignedRecord, RecordsReply.Fault)] = [
        (forged, .badSignature), (stranger.records[0], .notEnrolled),
        (try record(2, name: last.name, previous: last.previousVideoHash), .fork),
        (try record(3, name: last.name.next, previous: last.videoHash, film: camera.segments[0].videoHash), .replay),
        (try record(3, name: last.name.next, previous: Samples.hash("other")), .wrongPrevious),
        (try record(3, name: last.name, previous: last.videoHash), .wrongName),
      ]
      let reply = try await world.client.submit(cases.map(\.0))
      #expect(reply.items.map(\.fault) == cases.map(\.1))
      #expect(try await world.client.logHead(.records).size == 3)
      #expect(try await world.auditText().contains("record 2: fork"))
    }
  }

  @Test("after a hand-over only records that were made before it are taken")
  func handOver() async throws {
    try await World.with { world in
      var camera = try await world.camera(records: 2)
      try camera.record(2)
      let old = camera.key
      var rest = camera
      let statement = try camera.chain.rotate(at: Int(Samples.noon / 1_000))
      let next = try await world.client.handOver(statement, recordCount: 4, by: old)
      #expect(next.device == camera.key.address)
      #expect(try await world.client.handOver(statement, recordCount: 4, by: old) == next)
      #expect(try await world.client.submit(camera.records).items.allSatisfy { $0.state != .refused })
      try rest.record(1)
      #expect(try await world.client.submit([rest.records[4]]).items.map(\.fault) == [.backDated])
      let stranger = try Samples.key("stranger")
      await expectRefusal(.forbidden) {
        try await world.client.handOver(statement, recordCount: 9, by: stranger)
      }
      await expectRefusal(.conflict) { try await world.client.handOver(statement, recordCount: 9, by: old) }
    }
  }

  @Test("inclusion and consistency of both logs are proven to who trusts nobody", arguments: CloudLog.allCases)
  func proofs(log: CloudLog) async throws {
    try await World.with { world in
      _ = try await world.camera(records: 5)
      let first = try await world.client.logHead(log)
      _ = try await world.camera("second", records: 4)
      let second = try await world.client.logHead(log)
      let text = LogHeadReply.message(log: log, size: second.size, root: second.root, time: second.time)
      let signature = try RecoverableSignature(bytes: second.signature.bytes)
      #expect(try PersonalMessage.signer(of: Array(text.utf8), signature) == world.chain.terms.cloud)
      let consistency = try await world.client.consistency(log, first: first.size, second: second.size)
      try ConsistencyProof(json: consistency.proof.json).verify(firstRoot: first.root, secondRoot: second.root)
      for entry in try await world.client.logEntries(log, from: 0, count: 100).entries {
        let proof = try await world.client.inclusion(log, index: entry.index, size: second.size)
        try RecordLog.verify(entry.entry, InclusionProof(json: proof.proof.json), root: second.root)
        #expect(proof.entry == entry.entry)
        if let text = entry.text { #expect(Keccak256.hash(text.utf8) == entry.entry) }
      }
      await expectRefusal(.notFound) { try await world.client.inclusion(log, index: 0, size: 1_000) }
    }
  }

  @Test("everything is there after the store was opened again")
  func reopening() async throws {
    let folder = try TemporaryFolder()
    let roots = Roots()
    try await World.with(folder: folder) { world in
      _ = try await world.camera(records: 5)
      await roots.set(try await world.client.logHead(.records).root)
    }
    try await World.with(folder: folder) { world in
      #expect(try await world.client.logHead(.records).root == roots.value)
      let camera = try await world.camera(records: 7)
      #expect(try await world.client.enrol(camera.key).nextNumber == 7)
      #expect(try await world.client.logHead(.records).size == 7)
    }
  }

  private actor Roots {
    var value: Hash256?
    func set(_ root: Hash256) { value = root }
  }

  @Test("roots are anchored once a day where the log has grown")
  func anchoring() async throws {
    try await World.with { world in
      _ = try await world.camera(records: 2)
      let anchors = world.server.services.anchors
      try await anchors.runIfDue()
      let head = try await world.client.logHead(.records)
      #expect(head.anchored?.root == head.root)
      #expect(await world.chain.anchored(.records)?.root == head.root)
      _ = try await world.camera("second", records: 2)
      try await anchors.runIfDue()
      #expect(await world.chain.anchored(.records)?.size == 2)
      world.time.advance(milliseconds: 24 * 3_600_000)
      try await anchors.runIfDue()
      #expect(await world.chain.anchored(.records)?.size == 4)
      #expect(await world.chain.anchored(.audit) != nil)
    }
  }
}
