import Cryptography
import Ethereum
import GRDB
import Testing
import VeilRegistry

/// Nobody opens a record alone.
struct TwoPersonTests {
  /// Two managers of one registry under the rule, and one person.
  private struct Pair {
    let world: RegistryWorld
    let ledger: FakeLedger
    let first: Registry
    let second: Registry
    let secondKeys: ManagerKeys
    let person: FoundRecord

    init(isOn: Bool = true) async throws {
      world = try await RegistryWorld()
      secondKeys = try ManagerKeys(seed: try SecretKey.generate())
      ledger = FakeLedger(world.keys.identity, secondKeys.identity)
      let clock = world.clock
      first = try await Registry.open(world.store, ledger: ledger, manager: world.keys, now: { clock.now })
      try await first.admit(secondKeys.identity, purpose: try world.purpose)
      second = try await Registry.open(world.store, ledger: ledger, manager: secondKeys, now: { clock.now })
      person = try await first.enroll(try world.person())
      if isOn { try await first.setTwoPersonRule(true, purpose: try world.purpose) }
    }

    var query: [Attribute] { get throws { [try Attribute(.plate, "12가 3456")] } }

    func agreedShow(_ purpose: AuditPurpose) async throws -> SignedAgreement {
      try await second.agree(to: try first.ask(.record(person.id), purpose: purpose, seconds: 3_600))
    }
  }

  private func refused(_ part: String) -> @Sendable (any Error) -> Bool {
    { ($0 as? RegistryError)?.code == .notAuthorised && "\($0)".contains(part) }
  }

  @Test func nothingIsOpenedByOne() async throws {
    let pair = try await Pair()
    let (registry, purpose) = (pair.first, try pair.world.purpose)
    let count = try pair.world.store.auditLines().count
    await #expect(
      performing: { try await registry.search(try pair.query, purpose: purpose) }, throws: refused("one manager alone"))
    await #expect(
      performing: { try await registry.show(pair.person.id, purpose: purpose) }, throws: refused("one manager alone"))
    await #expect(performing: { try await registry.export(purpose: purpose) }, throws: refused("one manager alone"))
    await #expect(
      performing: { try await registry.revise(pair.person.id, try pair.world.assessment(risk: 3)) },
      throws: refused("one manager alone"))
    #expect(try pair.world.store.auditLines().count == count)
    #expect(try await registry.audit().lines.count == count)
  }

  @Test func twoOpenWhatTheyAgreedOn() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let request = try pair.first.ask(for: try pair.query, purpose: purpose, seconds: 3_600)
    #expect(!request.json.text.contains("3456") && !request.json.text.contains("12가"))
    #expect(try pair.second.words(of: request)?.attributes == (try pair.query))
    let read = try AgreementRequest(bytes: Array(request.json.text.utf8))
    #expect(read == request)
    let agreement = try await pair.second.agree(to: read)
    let copy = try SignedAgreement(bytes: Array(agreement.json.text.utf8))
    #expect(copy == agreement && !copy.json.text.contains("words"))
    // Other words of the same meaning are the same query.
    let found = try await pair.first.search(
      [try Attribute(.plate, "12가-3456")], purpose: purpose.agreed(copy))
    #expect(found == [pair.person])
    let line = try #require(try pair.world.store.auditLines().last)
    #expect(line.action == .search && line.manager == pair.world.keys.account.address)
    #expect(line.consent == Consent(second: pair.secondKeys.account.address, agreement: try agreement.hash))
    #expect(try await pair.first.audit().lines.suffix(3).map(\.action) == [.ask, .agree, .search])

    let shown = try await pair.first.show(
      pair.person.id, purpose: purpose.agreed(try await pair.agreedShow(purpose)))
    #expect(shown == pair.person)
    let export = try await pair.second.agree(to: try pair.first.ask(.export, purpose: purpose, seconds: 60))
    #expect(try await pair.first.export(purpose: purpose.agreed(export)) == [pair.person])
    let revised = try await pair.first.revise(
      pair.person.id, try pair.world.assessment(risk: 3),
      purpose: purpose.agreed(try await pair.agreedShow(purpose)))
    #expect(revised.record.assessment.risk.value == 3)
    #expect(try await pair.first.audit().lines.count { $0.consent != nil } == 4)
  }

  @Test func nobodyAgreesWithHimself() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let request = try pair.first.ask(.record(pair.person.id), purpose: purpose, seconds: 3_600)
    await #expect(performing: { try await pair.first.agree(to: request) }, throws: refused("his own request"))
    // Signed past the tool.
    let bytes = try request.typedData().signed(by: pair.world.keys.account).bytes
    let text = request.json.text.dropLast() + ",\"signature\":\"\(Hex.encode(bytes, prefix: true))\"}"
    let forged = try SignedAgreement(bytes: Array(text.utf8))
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: purpose.agreed(forged)) },
      throws: refused("his own request"))
    // And by somebody who is nobody.
    let stranger = try request.typedData().signed(by: try SecretKey.generate()).bytes
    let strange = request.json.text.dropLast() + ",\"signature\":\"\(Hex.encode(stranger, prefix: true))\"}"
    await #expect(
      performing: {
        try await pair.first.show(
          pair.person.id, purpose: purpose.agreed(try SignedAgreement(bytes: Array(strange.utf8))))
      }, throws: refused("no manager"))
    #expect(
      performing: { try SignedAgreement(bytes: Array(request.json.text.utf8)) }, throws: refused("the request itself"))
  }

  @Test func anAgreementExpires() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let agreement = try await pair.agreedShow(purpose)
    let request = try pair.first.ask(.export, purpose: purpose, seconds: 3_600)
    pair.world.clock.now += 3_600
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: purpose.agreed(agreement)) },
      throws: refused("expired"))
    await #expect(performing: { try await pair.second.agree(to: request) }, throws: refused("expired"))
    pair.world.clock.now -= 1
    #expect(try await pair.first.show(pair.person.id, purpose: purpose.agreed(agreement)) == pair.person)
    for seconds in [0, AgreementRequest.maximumDuration + 1, .max] {
      #expect(throws: RegistryError.self) { try pair.first.ask(.export, purpose: purpose, seconds: seconds) }
    }
  }

  @Test func anAgreementIsForOneReasonOneManagerAndOneRecord() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let other = try await pair.first.enroll(try pair.world.person("이서연", born: "1985-11-30", plate: "34나 1111"))
    let agreement = try await pair.agreedShow(purpose)
    for wrong in [
      try AuditPurpose(reason: "curiosity", caseNumber: purpose.caseNumber), try AuditPurpose(reason: purpose.reason),
    ] {
      await #expect(
        performing: { try await pair.first.show(pair.person.id, purpose: wrong.agreed(agreement)) },
        throws: refused("another reason or case"))
    }
    let agreed = purpose.agreed(agreement)
    await #expect(
      performing: { try await pair.first.show(other.id, purpose: agreed) }, throws: refused("about something else"))
    await #expect(
      performing: { try await pair.first.search(try pair.query, purpose: agreed) }, throws: refused("something else"))
    await #expect(performing: { try await pair.first.export(purpose: agreed) }, throws: refused("something else"))
    await #expect(
      performing: { try await pair.second.show(pair.person.id, purpose: agreed) }, throws: refused("not with this"))
    #expect(try await pair.first.show(pair.person.id, purpose: agreed) == pair.person)
    let lines = try pair.world.store.auditLines().count
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: agreed) },
      throws: refused("was used in line \(lines)"))
    #expect(try pair.world.store.auditLines().count == lines)
  }

  /// Whatever of the file is changed, the signature is no manager's any more.
  @Test(arguments: ["reason", "case", "askedAt", "expiresAt", "nonce", "registry"])
  func aChangedAgreementIsWorthNothing(_ member: String) async throws {
    let pair = try await Pair()
    let changes: [String: JSON] = [
      "reason": "hit and ran", "case": "26-0418", "askedAt": .integer(RegistryWorld.start - 1),
      "expiresAt": .integer(RegistryWorld.start + 7_200), "nonce": .string(Hash256().description),
      "registry": .string(Hash256().description),
    ]
    var members = try #require(try await pair.agreedShow(try pair.world.purpose).json.object)
    #expect(members[member] != changes[member])
    members[member] = changes[member]
    let other = try SignedAgreement(bytes: Array(JSON.object(members).text.utf8))
    let why = try AuditPurpose(reason: other.request.reason, caseNumber: other.request.caseNumber)
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: why.agreed(other)) },
      throws: refused(member == "registry" ? "another registry" : "no manager"))
  }

  @Test func aDismissedManagersAgreementIsWorthNothing() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let agreements = [try await pair.agreedShow(purpose), try await pair.agreedShow(purpose)]
    await pair.ledger.dismiss(pair.secondKeys.account.address)
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: purpose.agreed(agreements[0])) },
      throws: refused("no manager"))
    try pair.first.dismiss(pair.secondKeys.account.address, purpose: purpose)
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: purpose.agreed(agreements[1])) },
      throws: refused("no manager"))
  }

  @Test func wordsThatAreNotTheQuerysAreNotSigned() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    let asked = try pair.first.ask(for: try pair.query, purpose: purpose, seconds: 60)
    let shown = try pair.first.ask(for: [try Attribute(.plate, "99다 9999")], purpose: purpose, seconds: 60)
    var members = try #require(asked.json.object)
    members["words"] = shown.json["words"]
    let mixed = try AgreementRequest(bytes: Array(JSON.object(members).text.utf8))
    await #expect(
      performing: { try await pair.second.agree(to: mixed) },
      throws: { ($0 as? RegistryError)?.code == .invalidQuery && "\($0)".contains("other words than it shows") })
    // After a rotation the words have other tokens.
    let agreement = try await pair.second.agree(to: asked)
    let rotated = try await pair.first.rotate(purpose: purpose)
    await #expect(
      performing: { try await rotated.search(try pair.query, purpose: purpose.agreed(agreement)) },
      throws: refused("before a rotation"))
  }

  @Test func theRuleEndsByTwoAndTheLogKnows() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    await #expect(
      performing: { try await pair.first.setTwoPersonRule(false, purpose: purpose) },
      throws: refused("one manager alone"))
    let end = try await pair.second.agree(to: try pair.first.ask(.end, purpose: purpose, seconds: 60))
    try await pair.first.setTwoPersonRule(false, purpose: purpose.agreed(end))
    #expect(try await pair.first.search(try pair.query, purpose: purpose).count == 1)
    let lines = try await pair.first.audit().lines
    #expect(lines.filter { $0.action == .rule }.map(\.records) == [["on"], ["off"]])
    await #expect(
      performing: { try await pair.first.setTwoPersonRule(false, purpose: purpose) },
      throws: { ($0 as? RegistryError)?.code == .exists })
  }

  @Test func whoSwitchesItOffInTheFileIsNamed() async throws {
    let pair = try await Pair()
    let purpose = try pair.world.purpose
    try await pair.world.store.database.write {
      try $0.execute(sql: "UPDATE setting SET value = 'off' WHERE name = 'twoPersonRule'")
    }
    await #expect(
      performing: { try await pair.first.audit() },
      throws: { ($0 as? RegistryError)?.code == .tampered && "\($0)".contains("without a line") })
    _ = try await pair.first.show(pair.person.id, purpose: purpose)
    let number = try pair.world.store.auditLines().count
    try await pair.world.store.database.write {
      try $0.execute(sql: "UPDATE setting SET value = 'on' WHERE name = 'twoPersonRule'")
    }
    await #expect(
      performing: { try await pair.first.audit() },
      throws: { ($0 as? RegistryError)?.code == .tampered && "\($0)".contains("line \(number) ") })
  }

  @Test func aRegistryMayBeginWithIt() async throws {
    var options = RegistryOptions()
    options.startsWithTwoPersonRule = true
    let world = try await RegistryWorld(options: options)
    #expect(try world.registry.hasTwoPersonRule)
    #expect(try world.store.auditLines().map(\.action) == [.create, .rule])
    let person = try await world.registry.enroll(try world.person())
    await #expect(
      performing: { try await world.registry.show(person.id, purpose: try world.purpose) },
      throws: refused("one manager alone"))
    #expect(try await world.registry.audit().lines.count == 3)
  }

  @Test func withoutTheRuleNothingHasChanged() async throws {
    let pair = try await Pair(isOn: false)
    let purpose = try pair.world.purpose
    #expect(try await pair.first.search(try pair.query, purpose: purpose).count == 1)
    #expect(try pair.world.store.auditLines().allSatisfy { $0.consent == nil && !$0.text.contains("second") })
    // An agreement that is given is checked all the same.
    let agreement = try await pair.agreedShow(purpose)
    let wrong = try AuditPurpose(reason: "curiosity").agreed(agreement)
    await #expect(
      performing: { try await pair.first.show(pair.person.id, purpose: wrong) }, throws: refused("another reason"))
    #expect(try await pair.first.show(pair.person.id, purpose: purpose.agreed(agreement)) == pair.person)
  }

  @Test func nobodyIsRecognisedInFilms() async throws {
    let pair = try await Pair(isOn: false)
    let face = try FaceEmbedding((0..<64).map { Float($0 % 7) - 3 }, embedder: "net")
    try await pair.first.enroll(try pair.world.person("이서연", born: "1985-11-30", plate: "34나 1111", faces: [face]))
    let match = try #require(
      try pair.first.matcher(embedder: "net", threshold: try MatchThreshold(distance: 100)).match(face))
    _ = try await pair.first.matched(match, purpose: try pair.world.purpose)
    try await pair.first.setTwoPersonRule(true, purpose: try pair.world.purpose)
    await #expect(
      performing: { try await pair.first.matched(match, purpose: try pair.world.purpose) },
      throws: refused("nobody is recognised"))
  }

  @Test(arguments: ["", "{}", "[1]", "{\"version\":1}", "{\"version\":2,\"signature\":\"0x00\"}"])
  func otherFilesAreNoAgreements(_ text: String) {
    #expect(throws: RegistryError.self) { try AgreementRequest(bytes: Array(text.utf8)) }
    #expect(throws: RegistryError.self) { try SignedAgreement(bytes: Array(text.utf8)) }
  }
}
