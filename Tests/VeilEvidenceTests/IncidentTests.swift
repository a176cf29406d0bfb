import Cryptography
import Ethereum
import Testing
import VeilMedia

@testable import VeilEvidence

@Suite("Incidents, receipts and derivations")
struct IncidentTests {
  @Test("the binding is the device's, and every field counts")
  func binding() throws {
    let signed = try EvidenceVectors().signedBinding()
    #expect(try signed.signer() == DeviceID(try Samples.key(7).address))
    #expect(try SignedBinding(parsing: Array(signed.json.text.utf8)) == signed)
    var text = signed.json.text
    let good = try signed.binding.typedData().signingHash
    // Every hash, key and address in the text, changed in its last digit, changes what is signed.
    var changed = 0
    for place in text.indices where text[place] == "0" && text[place...].hasPrefix("0x") {
      guard let end = text[place...].firstIndex(of: "\""), text[place..<end].count != 132 else { continue }
      let last = text.index(before: end)
      let before = text
      text.replaceSubrange(last..<end, with: text[last] == "1" ? "2" : "1")
      if let other = try? SignedBinding(parsing: Array(text.utf8)) {
        #expect(try other.binding.typedData().signingHash != good)
        #expect((try? other.signer()) != DeviceID(try Samples.key(7).address))
        changed += 1
      }
      text = before
    }
    #expect(changed >= 11)
  }

  @Test("an incident has one to three segments and three previews")
  func counts() throws {
    let binding = try EvidenceVectors().signedBinding().binding
    for (segments, previews) in [(0, 3), (4, 3), (1, 2), (1, 4)] {
      #expect(throws: EvidenceError.self) {
        try IncidentBinding(
          owner: binding.owner, chainID: 1, factory: binding.factory, incident: binding.incident,
          original: binding.original, protected: binding.protected,
          segments: Array(repeating: binding.segments[0], count: segments),
          previews: Array(repeating: binding.previews[0], count: previews), placeCommitment: binding.placeCommitment)
      }
    }
  }

  @Test("a receipt vouches for its record and no other")
  func receipt() throws {
    let records = try Samples.chain(2)
    let cloud = try Samples.key(9)
    var log = RecordLog()
    let salt = Samples.hash("salt").bytes
    let index = log.append(try RecordLog.entry(records[0], salt: salt))
    let receipt = try LogReceipt(of: records[0], salt: salt, in: log, at: index, time: 5, by: cloud)
    #expect(try receipt.issuer(for: records[0]) == cloud.address)
    #expect(throws: EvidenceError.self) { try receipt.issuer(for: records[1]) }
    #expect(try LogReceipt(parsing: Array(receipt.json.text.utf8)) == receipt)
    #expect(throws: EvidenceError.self) { try RecordLog.entry(records[0], salt: [1]) }
  }

  @Test("a derivation record vouches for one film of one incident, by the records' own device")
  func derivation() throws {
    let signed = try EvidenceVectors().signedDerivation()
    let film = signed.derivation.protected
    let chain = try RecordChain(try Samples.chain(3))
    #expect(try SignedDerivation(parsing: Array(signed.json.text.utf8)) == signed)
    try signed.check(of: film, incident: Samples.incident, chain: chain)
    #expect(throws: EvidenceError.self) {
      try signed.check(of: film, incident: IncidentID(Samples.hash("x")), chain: chain)
    }
    let other = SegmentCommitment(frameHash: film.frameHash, contentRoot: Samples.hash("x"))
    #expect(throws: EvidenceError.self) { try signed.check(of: other, incident: Samples.incident, chain: chain) }
    let forged = try signed.derivation.signed(by: try Samples.key(8))
    let error = #expect(throws: EvidenceError.self) {
      try forged.check(of: film, incident: Samples.incident, chain: chain)
    }
    #expect(error?.code == .invalidSignature)
    let later = try RecordChain(try Samples.chain(3)[1...], start: .anywhere)
    #expect(throws: EvidenceError.self) { try signed.check(of: film, incident: Samples.incident, chain: later) }
  }

  @Test("canonical JSON has one spelling")
  func spelling() throws {
    let text = try EvidenceVectors().signedDerivation().json.text
    for other in [
      " " + text, text + "\n", text.replacing("\"version\":1", with: "\"version\": 1"),
      text.replacing("\"version\":1", with: "\"version\":1.0"), text.replacing("veilcam 0", with: "\\u0076eilcam 0"),
      text.replacing("{\"derivation\"", with: "{\"a\":1,\"derivation\""),
    ] {
      #expect(other != text)
      #expect(throws: EvidenceError.self, "\(other.prefix(60))") { try SignedDerivation(parsing: Array(other.utf8)) }
    }
    let newer = text.replacing("\"version\":1", with: "\"version\":2")
    let error = #expect(throws: EvidenceError.self) { try SignedDerivation(parsing: Array(newer.utf8)) }
    #expect(error?.code == .unsupportedVersion)
  }

  @Test("cells and buckets, south and west of zero too")
  func places() throws {
    let position = try #require(GeoPosition(latitude: -0.01, longitude: 11.5819))
    let place = try CoarsePlace(position, time: 7_200_000)
    #expect(place == CoarsePlace(row: -1, column: 231, bucket: 2))
    #expect(throws: EvidenceError.self) { try CoarsePlace(position, time: -1) }
    let salt = try Samples.sessionKey().placeSalt()
    let other = CoarsePlace(row: -1, column: 231, bucket: 3)
    #expect(place.commitment(salt: salt) != other.commitment(salt: salt))
    #expect(place.commitment(salt: salt) != place.commitment(salt: try Samples.sessionKey(.protected).placeSalt()))
  }
}
