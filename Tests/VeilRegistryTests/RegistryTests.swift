import Cryptography
import Foundation
import GRDB
import Testing
import VeilLedger
import VeilRegistry
import VeilTesting

/// The life of a record.
struct RegistryTests {
  private func code(_ code: RegistryError.Code) -> @Sendable (any Error) -> Bool {
    { ($0 as? RegistryError)?.code == code }
  }

  @Test func whatIsEnrolledIsFoundByAnySpelling() async throws {
    let world = try await RegistryWorld()
    let person = try world.person()
    let enrolled = try await world.registry.enroll(person)
    #expect(enrolled.entry == 1)
    for query in [
      [try Attribute(.name, "김 민준")], [try Attribute(.birthDate, "1990년 5월 1일")],
      [try Attribute(.plate, "12가-3456"), try Attribute(.birthDate, "19900501")],
    ] {
      let found = try await world.registry.search(query, purpose: try world.purpose)
      #expect(found == [enrolled])
      #expect(found.first?.record == person)
    }
    for query in [
      [try Attribute(.name, "김민지")], [try Attribute(.plate, "12가 3456"), try Attribute(.name, "이서연")],
      [try Attribute(.documentNumber, "12가 3456")],
    ] {
      #expect(try await world.registry.search(query, purpose: try world.purpose).isEmpty)
    }
    await #expect(
      performing: { try await world.registry.search([], purpose: try world.purpose) }, throws: code(.invalidQuery))
  }

  @Test func nobodyIsEnrolledTwice() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    await #expect(
      performing: { try await world.registry.enroll(try world.person("김 민준", born: "1990. 5. 1")) },
      throws: code(.exists))
    #expect(try world.registry.enrolled(try world.person().attributes) == first.id)
    #expect(await world.ledger.entries.count == 1)
  }

  @Test func anAssessmentExpires() async throws {
    let world = try await RegistryWorld()
    try await world.registry.enroll(try world.person())
    let query = [try Attribute(.name, "김민준")]
    world.clock.now += 30 * 86_400 - 1
    #expect(try await world.registry.search(query, purpose: try world.purpose).first?.assessment?.risk.value == 80)
    world.clock.now += 1
    let found = try await world.registry.search(query, purpose: try world.purpose)
    #expect(found.count == 1 && found[0].assessment == nil)
  }

  @Test func aRevisionTakesTheOldVersionsPlace() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    let second = try await world.registry.revise(first.id, try world.assessment(risk: 20, isSuspect: false))
    let found = try await world.registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose)
    #expect(found == [second] && second.record.assessment.risk.value == 20)
    let entries = await world.ledger.entries
    #expect(entries.map(\.revocation) == [.superseded, nil] && entries[1].version == 2)
    await #expect(
      performing: { try await world.registry.show(first.id, purpose: try world.purpose) }, throws: code(.erased))
  }

  @Test func aRevokedRecordIsFoundNoMore() async throws {
    let world = try await RegistryWorld()
    let enrolled = try await world.registry.enroll(try world.person())
    await #expect(
      performing: { try await world.registry.revoke(enrolled.id, .erased, purpose: try world.purpose) },
      throws: code(.invalidQuery))
    try await world.registry.revoke(enrolled.id, .wrong, purpose: try world.purpose)
    #expect(try await world.registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose).isEmpty)
    await #expect(
      performing: { try await world.registry.show(enrolled.id, purpose: try world.purpose) }, throws: code(.revoked))
    #expect(await world.ledger.entries.map(\.revocation) == [.wrong])
    // And may be enrolled anew, and erased.
    try await world.registry.enroll(try world.person())
    try await world.registry.erase(enrolled.id, purpose: try world.purpose)
    #expect(await world.ledger.entries.map(\.revocation) == [.wrong, nil])
  }

  @Test func erasingLeavesNothingToOpen() async throws {
    let folder = try TemporaryFolder()
    let world = try await RegistryWorld(store: try RegistryStore(path: folder.path("registry.sqlite")))
    let enrolled = try await world.registry.enroll(try world.person())
    let traces = try await world.store.database.read { database in
      try Data.fetchAll(
        database,
        sql: "SELECT wrapped FROM wrappedKey UNION SELECT ciphertext FROM record UNION SELECT token FROM token")
    }
    #expect(traces.count == 5)
    try await world.registry.erase(enrolled.id, purpose: try world.purpose)
    #expect(await world.ledger.entries.map(\.revocation) == [.erased])
    for name in folder.names {
      let bytes = try Data(contentsOf: folder.url.appending(path: name))
      for trace in traces where bytes.range(of: trace.suffix(24)) != nil { Issue.record("\(name) still holds a trace") }
    }
    await #expect(
      performing: { try await world.registry.show(enrolled.id, purpose: try world.purpose) }, throws: code(.erased))
    await #expect(
      performing: { try await world.registry.erase(enrolled.id, purpose: try world.purpose) }, throws: code(.erased))
  }

  @Test func theLedgerHearsLaterOfWhatItMissed() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    await world.ledger.setReachable(false)
    await #expect(throws: LedgerError.self) {
      try await world.registry.enroll(try world.person("이서연", born: "1985-11-30", plate: "34나 1111"))
    }
    await #expect(throws: LedgerError.self) { try await world.registry.erase(first.id, purpose: try world.purpose) }
    await world.ledger.setReachable(true)
    let registry = try await world.reopened()
    #expect(await world.ledger.entries.map(\.revocation) == [.erased, nil])
    #expect(try await registry.search([try Attribute(.name, "이서연")], purpose: try world.purpose).count == 1)
    #expect(try world.store.counts() == [.live: 1, .erased: 1])
  }

  @Test func rotationMakesOldTokensWorthless() async throws {
    let world = try await RegistryWorld()
    for number in 0..<5 {
      try await world.registry.enroll(
        try world.person("person \(number)", born: "1990-05-0\(number + 1)", plate: "p\(number)"))
    }
    let old = try await world.store.database.read { try Data.fetchSet($0, sql: "SELECT token FROM token") }
    // Interrupted in the middle, then finished by another process.
    await world.ledger.setReachable(true)
    let task = Task { [registry = world.registry] in
      try await registry.rotate(purpose: try world.purpose) { done, _ in
        if done == 2 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    let half = try await world.reopened()
    for number in 0..<5 {
      #expect(try await half.search([try Attribute(.name, "person \(number)")], purpose: try world.purpose).count == 1)
    }
    let rotated = try await half.rotate(purpose: try world.purpose)
    let new = try await world.store.database.read { try Data.fetchSet($0, sql: "SELECT token FROM token") }
    #expect(new.count == old.count && new.isDisjoint(with: old))
    #expect(await world.ledger.entries.filter { $0.revocation == nil }.count == 5)
    #expect(await world.ledger.entries.count == 10)
    #expect(try await rotated.search([try Attribute(.name, "person 3")], purpose: try world.purpose).count == 1)
    // The old key is gone; the registry that still has it in memory finds nothing.
    #expect(try await world.registry.search([try Attribute(.name, "person 3")], purpose: try world.purpose).isEmpty)
  }

  @Test func managersOpenAndDismissedOnesDoNot() async throws {
    let world = try await RegistryWorld()
    let other = try ManagerKeys(seed: try SecretKey.generate())
    await #expect(performing: { try await world.reopened(other) }, throws: code(.notAuthorised))
    let ledger = FakeLedger(world.keys.identity, other.identity)
    let both = try await Registry.open(world.store, ledger: ledger, manager: world.keys)
    await #expect(
      performing: { try await Registry.open(world.store, ledger: ledger, manager: other) }, throws: code(.notAuthorised)
    )
    let person = try await both.enroll(try world.person())
    try await both.admit(other.identity, purpose: try world.purpose)
    let second = try await Registry.open(world.store, ledger: ledger, manager: other)
    #expect(try await second.show(person.id, purpose: try world.purpose).record == person.record)
    // Off the ledger's list: nothing at all.
    await ledger.dismiss(other.account.address)
    await #expect(
      performing: { try await Registry.open(world.store, ledger: ledger, manager: other) }, throws: code(.notAuthorised)
    )
    // Out of the registry: what was wrapped for him is gone.
    try both.dismiss(other.account.address, purpose: try world.purpose)
    await #expect(
      performing: { try await second.show(person.id, purpose: try world.purpose) }, throws: code(.notAuthorised))
  }

  @Test func somebodyElsesKeyIsNoManagers() async throws {
    let world = try await RegistryWorld()
    let person = try await world.registry.enroll(try world.person())
    // The list of managers on the disk says what it wants: the ledger has the hash of the key.
    let thief = try SecretKey.generate()
    let identity = ManagerIdentity(account: world.keys.account.address, openingKey: thief.publicKey)
    await #expect(
      performing: { try await world.registry.admit(identity, purpose: try world.purpose) }, throws: code(.notAuthorised)
    )
    #expect(try await world.registry.show(person.id, purpose: try world.purpose).id == person.id)
  }

  @Test(arguments: ["ciphertext", "ciphertextHash", "salt"])
  func tamperingIsNamed(_ column: String) async throws {
    let world = try await RegistryWorld()
    let person = try await world.registry.enroll(try world.person())
    try await world.store.database.write { database in
      let bytes = try Data.fetchOne(database, sql: "SELECT \(column) FROM record") ?? Data()
      var changed = bytes
      changed[changed.count - 1] ^= 1
      try database.execute(sql: "UPDATE record SET \(column) = ?", arguments: [changed])
    }
    await #expect {
      try await world.registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose)
    } throws: {
      ($0 as? RegistryError)?.code == .tampered && "\($0)".contains(person.id.description)
    }
  }

  @Test(arguments: [-1, 101, .nan, .infinity, -.infinity, 100.0001])
  func riskOutOfRange(_ value: Double) {
    #expect(throws: RegistryError.self) { try Risk(value) }
  }

  @Test func assessmentsEnd() throws {
    let risk = try Risk(0)
    for end in [UInt64(99), 100, 100 + Assessment.maximumDuration + 1, .max] {
      #expect(throws: RegistryError.self) {
        try Assessment(risk: risk, isSuspect: false, setBy: .zero, setAt: 100, expiresAt: end)
      }
    }
  }
}
