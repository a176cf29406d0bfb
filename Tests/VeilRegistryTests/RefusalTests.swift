import Cryptography
import Testing
import VeilLedger
import VeilRegistry

/// What the ledger will not have is named, can be given up, and keeps nobody from the rest.
struct RefusalTests {
  private func refusedRecord(_ body: () async throws -> Void) async throws -> String {
    do {
      try await body()
    } catch let error as RegistryError {
      #expect(error.code == .ledger && error.message.contains("the entry is revoked"))
      return error.message
    }
    Issue.record("the ledger refused, and nobody was told")
    return ""
  }

  @Test func aRefusedRecordIsReportedAndGivenUp() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    let other = try world.person("이서연", born: "1985-11-30", plate: "34나 1111")
    await world.ledger.refuse("the entry is revoked")
    let message = try await refusedRecord { _ = try await world.registry.enroll(other) }
    let registry = try await world.reopened()
    let refused = try #require(registry.refused.first)
    #expect(registry.refused.count == 1 && !refused.isRevocation && message.contains(refused.record.description))
    #expect(try await registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose) == [first])
    #expect(try await registry.search([try Attribute(.name, "이서연")], purpose: try world.purpose).isEmpty)
    _ = try await refusedRecord { _ = try await registry.rotate(purpose: try world.purpose) }
    try await registry.erase(refused.record, purpose: try world.purpose)
    await world.ledger.refuse(nil)
    #expect(try await world.reopened().refused.isEmpty)
    #expect(try await registry.enroll(other).entry == 2)
  }

  @Test func aRefusedRecordIsTriedAgain() async throws {
    let world = try await RegistryWorld()
    await world.ledger.refuse("the entry is revoked")
    _ = try await refusedRecord { _ = try await world.registry.enroll(try world.person()) }
    await world.ledger.refuse(nil)
    let registry = try await world.reopened()
    #expect(registry.refused.isEmpty)
    #expect(try await registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose).count == 1)
  }

  @Test func aVersionThatIsGivenUpLeavesTheOldOne() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    await world.ledger.refuse("the entry is revoked")
    _ = try await refusedRecord { _ = try await world.registry.revise(first.id, try world.assessment(risk: 20)) }
    let registry = try await world.reopened()
    try await registry.erase(try #require(registry.refused.first).record, purpose: try world.purpose)
    await world.ledger.refuse(nil)
    #expect(try registry.enrolled(try world.person().attributes) == first.id)
    #expect(try await registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose) == [first])
    let second = try await registry.revise(first.id, try world.assessment(risk: 20))
    #expect(second.record.assessment.risk.value == 20)
  }

  @Test func aRefusedRevocationIsReported() async throws {
    let world = try await RegistryWorld()
    let first = try await world.registry.enroll(try world.person())
    await world.ledger.refuse("the entry is revoked")
    await #expect(throws: LedgerError.self) { try await world.registry.erase(first.id, purpose: try world.purpose) }
    let registry = try await world.reopened()
    #expect(registry.refused.map(\.isRevocation) == [true] && registry.refused[0].record == first.id)
    await world.ledger.refuse(nil)
    #expect(try await world.reopened().refused.isEmpty)
    #expect(await world.ledger.entries.map(\.revocation) == [.erased])
  }
}
