import Cryptography
import Foundation
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

/// `veilcam cloud serve` over the embedded ledger, ended with SIGKILL and started again on the same folder.
@Suite(
  "The cloud and losses of power", .serialized, .enabled(if: LiveLedger.isPossible, Comment(rawValue: LiveLedger.hint)))
struct LossOfPowerTests {
  @Test("in the middle of an upload: what was answered is there, and the upload goes on")
  func upload() async throws {
    let cloud = try await LiveCloud()
    let camera = try await cloud.camera("power upload", records: 1)
    let incident = try cloud.incident(camera.segments, byteCount: 40 << 20)
    _ = try await cloud.submit(incident, by: camera.key)
    let path = try cloud.folder.write(try #require(incident.sealed[.original]), to: "film")
    let (offsets, report) = AsyncStream.makeStream(of: Int.self)
    let client = try cloud.client
    let transfer = Task {
      try await client.upload(.original, of: incident.id, file: path, by: camera.key) { done, _ in report.yield(done) }
    }
    let answered = try #require(await offsets.first { $0 >= 8 << 20 })
    cloud.kill9()
    await #expect(throws: CloudError.self) { try await transfer.value }
    try cloud.start()
    let state = try await cloud.client.uploadState(.original, of: incident.id)
    #expect(state.offset >= answered && !state.isComplete)
    try await cloud.upload(incident, by: camera.key)
    try await cloud.expectVerifiedOnce(incident)
  }

  @Test("in the middle of batches of records: no receipt was given for nothing, and nothing is there twice")
  func records() async throws {
    let cloud = try await LiveCloud(["--rate", "10000"])
    var cameras = [Camera]()
    for number in 0..<4 {
      var camera = try Camera("power records \(number)")
      try camera.record(400)
      _ = try await cloud.client.enrol(camera.key)
      cameras.append(camera)
    }
    let client = try cloud.client
    let (answers, report) = AsyncStream.makeStream(of: [(SignedRecord, LogReceipt)].self)
    let work = cameras.map { camera in
      Task {
        for start in stride(from: 0, to: camera.records.count, by: 10) {
          let part = Array(camera.records[start..<start + 10])
          let items = try await client.submit(part).items
          report.yield(
            try zip(part, items).compactMap { record, item in
              try item.receipt.map { (record, try LogReceipt(parsing: $0.bytes)) }
            })
        }
      }
    }
    var given = [(SignedRecord, LogReceipt)]()
    for await part in answers {
      given += part
      if given.count >= 300 { break }
    }
    cloud.kill9()
    for task in work { _ = await task.result }
    try cloud.start()
    let size = try await cloud.client.logHead(.records).size
    #expect(size >= given.count)
    for (record, receipt) in given {
      let entry = try RecordLog.entry(record, salt: receipt.salt)
      let there = try await cloud.client.logEntries(.records, from: receipt.inclusion.index, count: 1).entries
      #expect(there.first?.entry == entry)
    }
    for camera in cameras {
      #expect(try await cloud.client.submit(camera.records).items.allSatisfy { $0.state != .refused })
    }
    #expect(try await cloud.client.logHead(.records).size == 1_600)
  }

  @Test("while and after an incident is taken: it has one evidence contract", arguments: [0, 40, 120, 300, 2_000])
  func acceptance(milliseconds: Int) async throws {
    let cloud = try await LiveCloud()
    let camera = try await cloud.camera("power incident \(milliseconds)", records: 2)
    let incident = try cloud.incident(camera.segments)
    let submission = Task { try await cloud.submit(incident, by: camera.key) }
    try await Task.sleep(for: .milliseconds(milliseconds))
    cloud.kill9()
    let accepted = try? await submission.value
    try cloud.start()
    if let accepted {
      #expect(try await cloud.client.incident(incident.id).binding == accepted.binding)
    }
    _ = try await cloud.submit(incident, by: camera.key)
    try await cloud.upload(incident, by: camera.key)
    try await cloud.expectVerifiedOnce(incident)
  }

  @Test("while an incident is verified: it is verified once", arguments: [0, 30, 100, 250])
  func verification(milliseconds: Int) async throws {
    let cloud = try await LiveCloud()
    let camera = try await cloud.camera("power verification \(milliseconds)", records: 1)
    let incident = try cloud.incident(camera.segments)
    _ = try await cloud.submit(incident, by: camera.key)
    let transfer = Task { try await cloud.upload(incident, by: camera.key) }
    let client = try cloud.client
    while try await client.incident(incident.id).previews.prefix(2).contains(where: { !$0.isComplete }) {}
    try await Task.sleep(for: .milliseconds(milliseconds))
    cloud.kill9()
    _ = await transfer.result
    try cloud.start()
    try await cloud.upload(incident, by: camera.key)
    try await cloud.expectVerifiedOnce(incident)
  }

  @Test("asked to end it answers what is on its way, takes nothing new, and ends well")
  func termination() async throws {
    let cloud = try await LiveCloud()
    let camera = try await cloud.camera("power end", records: 1)
    let incident = try cloud.incident(camera.segments, byteCount: 3 << 20)
    _ = try await cloud.submit(incident, by: camera.key)
    let body = Array(try #require(incident.sealed[.original])[..<(1 << 20)])
    let socket = try RawSocket(address: cloud.address)
    let part = try UploadPart(
      body, of: incident, by: camera.key, for: cloud.live.cloud.address, time: CloudClient.systemTime())
    try socket.send(part.head + body[..<500_000])
    try await Task.sleep(for: .milliseconds(300))
    cloud.terminate()
    while (try? RawSocket(address: cloud.address)) != nil { try await Task.sleep(for: .milliseconds(20)) }
    try socket.send(Array(body[500_000...]))
    #expect(try await socket.receive().hasPrefix("HTTP/1.1 200"))
    #expect(await cloud.status() == 0)
    try cloud.start()
    #expect(try await cloud.client.uploadState(.original, of: incident.id).offset == 1 << 20)
    try await cloud.upload(incident, by: camera.key)
    try await cloud.expectVerifiedOnce(incident)
  }
}
