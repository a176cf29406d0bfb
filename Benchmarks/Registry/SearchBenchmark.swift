import BenchSupport
import Cryptography
import Foundation
import VeilRegistry

/// Whole searches as a manager's program makes them: de-identification, index, a line in the audit log on the disk,
/// comparison with the ledger, decryption.
struct SearchBenchmark {
  /// People who are really enrolled and looked for; the others only fill the file.
  static let realPeople = 300

  let entries: Int
  let searches: Int
  let folder: URL

  private let embedder = "benchmark"

  func measure(into results: inout RegistryResults) async throws {
    let path = folder.appending(path: "registry.sqlite").path
    let keys = try ManagerKeys(seed: try SecretKey.generate())
    let ledger = MemoryLedger(keys.identity)
    let made = try await Registry.create(try RegistryStore(path: path), ledger: ledger, manager: keys)
    let faces = try (0..<Self.realPeople).map { _ in try face() }
    for (number, face) in faces.enumerated() { try await made.enroll(try person(number, face, keys)) }
    try Filler(store: made.store, embedder: embedder).fill(entries - Self.realPeople)
    results.fileMegabytes =
      Double((try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0) / 1e6
    let start = ContinuousClock.now
    let registry = try await Registry.open(try RegistryStore(path: path), ledger: ledger, manager: keys)
    results.openSeconds = milliseconds(since: start) / 1_000
    try await measureWords(registry, into: &results)
    try await measureFaces(registry, faces, into: &results)
  }

  private func measureWords(_ registry: Registry, into results: inout RegistryResults) async throws {
    let purpose = try AuditPurpose(reason: "benchmark")
    let kinds: [(String, Int, (Int) throws -> [Attribute])] = [
      ("one word that somebody has", 1, { [try Attribute(.documentNumber, "only\($0)")] }),
      ("two words, each of thousands of people", 1, { [try birth($0), try Attribute(.name, "person \($0)")] }),
      ("a word that nobody has", 0, { [try Attribute(.plate, "nobody\($0)")] }),
    ]
    // People whose words no filled entry shares.
    for number in 0..<20 {
      try await registry.enroll(
        try SubjectRecord(
          attributes: [try Attribute(.documentNumber, "only\(number)")], assessment: try assessment(.zero)))
    }
    for (name, expected, query) in kinds {
      var times: [Double] = []
      for search in 0..<searches {
        let words = try query(expected == 1 && name.hasPrefix("one") ? search % 20 : search % Self.realPeople)
        let start = ContinuousClock.now
        let found = try await registry.search(words, purpose: purpose)
        times.append(milliseconds(since: start))
        guard found.count == expected else { throw BenchError("\(name): \(found.count) found") }
      }
      results.rows.append(RegistryResults.Row(name, times, target: 10))
    }
  }

  /// A known face is searched to the end: template, index, a line in the audit log, the person's record in the clear.
  private func measureFaces(
    _ registry: Registry, _ faces: [FaceEmbedding], into results: inout RegistryResults
  ) async throws {
    let purpose = try AuditPurpose(reason: "benchmark")
    let start = ContinuousClock.now
    let matcher = try registry.matcher(embedder: embedder, threshold: try MatchThreshold(distance: 120))
    results.loadSeconds = milliseconds(since: start) / 1_000
    for (name, isKnown) in [("a face that is known, and its record", true), ("a stranger's face", false)] {
      var times: [Double] = []
      for search in 0..<searches {
        let wanted = isKnown ? try again(faces[search % faces.count]) : try face()
        let start = ContinuousClock.now
        let match = matcher.match(wanted)
        if let match {
          let found = try await registry.matched(match, purpose: purpose)
          let words = found.record.attributes.map(\.text)
          guard words.contains("person \(search % faces.count)") else { throw BenchError("\(name): not he") }
        }
        times.append(milliseconds(since: start))
        guard (match != nil) == isKnown else { throw BenchError("\(name): a wrong answer") }
      }
      results.rows.append(RegistryResults.Row(name, times, target: 200))
    }
  }

  private func person(_ number: Int, _ face: FaceEmbedding, _ keys: ManagerKeys) throws -> SubjectRecord {
    try SubjectRecord(
      attributes: [
        try Attribute(.name, "person \(number)"), try birth(number), try Attribute(.plate, "\(number)가1234"),
      ], assessment: try assessment(keys.account.address), faces: [face])
  }

  private func birth(_ number: Int) throws -> Attribute {
    try Attribute(
      .birthDate, String(format: "%d-%02d-%02d", 1950 + number / 300, number / 28 % 12 + 1, number % 28 + 1))
  }

  private func assessment(_ manager: Address) throws -> Assessment {
    let now = Registry.systemClock()
    return try Assessment(
      risk: try Risk(80), isSuspect: true, setBy: manager, setAt: now, expiresAt: now + 30 * 86_400)
  }

  /// A direction drawn evenly enough: sums of uniform numbers.
  private func face() throws -> FaceEmbedding {
    try FaceEmbedding(
      (0..<128).map { _ in (0..<6).reduce(0) { sum, _ in sum + Float.random(in: -1...1) } }, embedder: embedder)
  }

  /// The same face in another photograph, about 20 degrees away.
  private func again(_ face: FaceEmbedding) throws -> FaceEmbedding {
    try FaceEmbedding(face.values.map { $0 + Float.random(in: -0.05...0.05) }, embedder: embedder)
  }

  private func milliseconds(since start: ContinuousClock.Instant) -> Double {
    Double((ContinuousClock.now - start) / .microseconds(1)) / 1_000
  }
}
