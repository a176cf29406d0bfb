import Cryptography
import Testing
import VeilLedger

@testable import VeilCloud

@Suite("Rekeys on the ledger")
struct KeyFragTests {
  private static func address(_ number: Int) throws -> Address {
    try #require(Address(Samples.hash("request \(number)").bytes.suffix(20)))
  }

  @Test("are found from their announcement on, however long the ledger is, and are not looked for twice")
  func searching() async throws {
    let (early, late, none) = (try Self.address(1), try Self.address(2), try Self.address(3))
    let ledger = CountingLedger(
      head: 50_000_000, approvals: [early: (1_000, 1_003), late: (49_000_000, 49_005_000)])
    let frags = ApprovedKeyFrags(ledger)
    for _ in 0..<3 {
      #expect(try await frags.keyFrag(of: early) == ledger.keyFrag(of: early))
      #expect(try await frags.keyFrag(of: late) == ledger.keyFrag(of: late))
      #expect(try await frags.keyFrag(of: none) == nil)
    }
    #expect(ledger.blocksAsked == 2_000 + 6_000)
  }

  @Test("come from the follower without a question, and go with a block that a reorganisation takes")
  func following() async throws {
    let request = try Self.address(1)
    let ledger = CountingLedger(head: 9_999, approvals: [request: (9_000, 9_010)])
    let frags = ApprovedKeyFrags(ledger)
    let event = ledger.approval(of: request, in: 9_005)
    await frags.note(.added(block: 9_005, events: [event]))
    #expect(try await frags.keyFrag(of: request) == ledger.keyFrag(of: request))
    #expect(ledger.blocksAsked == 0)
    await frags.note(.removed(block: 9_005, events: [event]))
    #expect(try await frags.keyFrag(of: request) == ledger.keyFrag(of: request))
    #expect(ledger.blocksAsked == 1_000)
  }
}
