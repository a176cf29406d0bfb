import Cryptography
import Ethereum
import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// What the owner derives, and what the camera is told of it.
struct PairingTests {
  private let factory = Address.zero

  private func keys(_ number: UInt8 = 7) throws -> OwnerKeys {
    try OwnerKeys(seed: try SecretKey(bytes: [UInt8](repeating: 0, count: 31) + [number]))
  }

  @Test func theSameSeedGivesTheSameKeys() throws {
    #expect(try keys().slot(3) == keys().slot(3))
    #expect(try keys().slot(3) != keys(8).slot(3))
  }

  @Test func noTwoKeysOfASeedAreTheSame() throws {
    let keys = try keys()
    let addresses = try (0..<8).flatMap { index in
      [
        try keys.account(index), try keys.umbralKey(index, .original), try keys.umbralKey(index, .protected),
        try keys.signer(index),
      ].map(\.address)
    }
    #expect(Set(addresses + [keys.name]).count == 33)
  }

  @Test func aPairingSurvivesItsFile() throws {
    let pairing = try keys().pairing(2..<5, chainID: 31_337, factory: factory)
    let read = try Pairing(parsing: Array(pairing.text.utf8))
    #expect(read == pairing)
    #expect(read.slots.map(\.index) == [2, 3, 4])
    #expect(read.fingerprint.count == 9)
  }

  @Test func aChangedPairingIsRefused() throws {
    let text = try keys().pairing(0..<2, chainID: 31_337, factory: factory).text
    let thief = try keys(9).pairing(0..<2, chainID: 31_337, factory: factory)
    let owner = Hex.encode(try keys().account(0).address.bytes, prefix: true)
    let swapped = text.replacing(owner, with: Hex.encode(thief.slots[0].owner.bytes, prefix: true))
    for bad in [swapped, text.replacing("31337", with: "1"), text + " ", String(text.dropLast(5)), "{}", ""] {
      #expect(throws: AgentError.self) { try Pairing(parsing: Array(bad.utf8)) }
    }
    let newer = text.replacing("\"version\":1", with: "\"version\":2")
    #expect(throws: AgentError.self) { try Pairing(parsing: Array(newer.utf8)) }
  }

  @Test func aSlotOccursOnce() throws {
    let slot = try keys().slot(0)
    #expect(throws: AgentError.self) { try Pairing(chainID: 1, factory: factory, slots: [slot, slot]) }
    #expect(throws: AgentError.self) { try Pairing(chainID: 1, factory: factory, slots: []) }
  }

  @Test func indicesAreGivenAwayOnce() throws {
    let folder = try TemporaryFolder()
    let counter = SlotCounter(of: try keys().name, in: folder.url.path)
    #expect(try counter.take(5) == 0..<5)
    #expect(try SlotCounter(of: try keys().name, in: folder.url.path).take(2) == 5..<7)
    #expect(try counter.next() == 7)
    try PrivateFile.write(Array("many".utf8), to: counter.path)
    #expect(throws: AgentError.self) { try counter.take(1) }
  }

  @Test func ownersAreFoundAmongTheGivenIndices() throws {
    let keys = try keys()
    #expect(try keys.index(ofOwner: try keys.account(4).address, among: 5) == 4)
    #expect(try keys.index(ofOwner: try keys.account(4).address, among: 4) == nil)
  }
}
