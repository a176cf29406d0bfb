import Cryptography
import GRDB
import Testing
import VeilRegistry

/// Nobody looks without a trace.
struct AuditTests {
  @Test func everyLookIsWrittenDown() async throws {
    let world = try await RegistryWorld()
    let person = try await world.registry.enroll(try world.person())
    _ = try await world.registry.search([try Attribute(.name, "김민준")], purpose: try world.purpose)
    _ = try await world.registry.search([try Attribute(.name, "이서연")], purpose: try world.purpose)
    _ = try await world.registry.show(person.id, purpose: try world.purpose)
    let lines = try world.store.auditLines()
    #expect(lines.map(\.action) == [.create, .enroll, .search, .search, .show])
    #expect(lines[2].records == [person.id.description] && lines[3].records.isEmpty)
    #expect(lines[2].reason == "hit and run on the A9" && lines[2].caseNumber == "26-0417")
    #expect(lines.allSatisfy { $0.manager == world.keys.account.address })
    #expect(!lines.contains { $0.text.contains("김민준") })
  }

  @Test(arguments: ["", "  \n"])
  func noLookWithoutAReason(_ reason: String) {
    #expect(throws: RegistryError.self) { try AuditPurpose(reason: reason) }
  }

  @Test func aChangedLineIsNamed() async throws {
    let world = try await RegistryWorld()
    for _ in 0..<4 { _ = try await world.registry.search([try Attribute(.name, "a")], purpose: try world.purpose) }
    try await world.registry.anchorAudit()
    #expect(try await world.registry.audit().anchored == 5)
    for change in [
      "UPDATE audit SET line = replace(line, 'A9', 'A8') WHERE number = 3", "DELETE FROM audit WHERE number = 3",
    ] {
      await #expect {
        try await world.store.database.write { try $0.execute(sql: change) }
        _ = try await world.registry.audit()
      } throws: {
        ($0 as? RegistryError)?.code == .tampered && "\($0)".contains("line 3")
      }
    }
  }

  @Test func linesCutOffAtTheEndAreMissedByTheAnchor() async throws {
    let world = try await RegistryWorld()
    for _ in 0..<4 { _ = try await world.registry.search([try Attribute(.name, "a")], purpose: try world.purpose) }
    try await world.registry.anchorAudit()
    try await world.store.database.write { try $0.execute(sql: "DELETE FROM audit WHERE number = 5") }
    #expect(try world.store.auditLines().count == 4)
    await #expect { try await world.registry.audit() } throws: { ($0 as? RegistryError)?.code == .tampered }
  }
}
