import Cryptography
import Testing
import VeilTesting

@testable import VeilEvidence

@Suite("Records and chains")
struct RecordTests {
  @Test("96 bytes, 161 with signature, and back")
  func wire() throws {
    let records = try Samples.chain(3)
    for record in records {
      #expect(record.record.bytes.count == 96)
      #expect(record.bytes.count == 161)
      #expect(try SignedRecord(bytes: record.bytes) == record)
    }
    #expect(try SignedRecord.list(records.flatMap(\.bytes)) == records)
    #expect(records.map(\.record.name.description) == ["9999998", "9999999", "0000000"])
    #expect(records.map(\.record.number) == [0, 1, 2])
    #expect(records[0].record.previousVideoHash.isZero)
    #expect(records[2].record.previousVideoHash == records[1].record.videoHash)
  }

  @Test("a whole chain, and a part of one")
  func good() throws {
    let records = try Samples.chain(5)
    #expect(try RecordChain(records).records == records)
    #expect(try RecordChain(records[2...], start: .anywhere).records.count == 3)
    #expect(try RecordChain(records).index(ofFilm: records[3].record.videoHash) == 3)
  }

  /// The first bad record is named, with the reason.
  @Test(arguments: ChainFault.Reason.allCases)
  func bad(reason: ChainFault.Reason) throws {
    let good = try Samples.chain(6)
    let key = try Samples.key(7)
    func remade(_ index: Int, _ change: (EvidenceRecord) -> EvidenceRecord) throws -> SignedRecord {
      try change(good[index].record).signed(by: key)
    }
    var records = good
    var (place, start) = (3, RecordChain.Start.beginning)
    switch reason {
    case .badSignature: records[3] = SignedRecord(record: good[3].record, signature: good[2].signature)
    case .otherDevice:
      let other = try Samples.key(8)
      let record = good[3].record
      records[3] = try EvidenceRecord(
        number: 3, device: DeviceID(other.address), name: record.name, previousVideoHash: record.previousVideoHash,
        videoHash: record.videoHash
      ).signed(by: other)
    case .gap: records.remove(at: 3)
    case .fork: records[3] = try remade(2) { $0.with(videoHash: Samples.hash("another film")) }
    case .replay: records[3] = good[1]
    case .wrongPrevious: records[3] = try remade(3) { $0.with(previous: good[1].record.videoHash) }
    case .wrongName: records[3] = try remade(3) { $0.with(name: RecordName(counter: 5)) }
    case .wrongStart:
      records = [good[2], good[3], good[4], good[1]]
      start = .anywhere
    }
    if reason == .wrongStart { place = 3 }
    let fault = #expect(throws: ChainFault.self) { try RecordChain(records, start: start) }
    #expect(fault?.reason == reason)
    #expect(fault?.index == place)
    #expect(fault?.number == records[place].record.number)
  }

  @Test("a film under two numbers, and starts that are none")
  func replays() throws {
    let good = try Samples.chain(4)
    let again = try good[3].record.with(videoHash: good[1].record.videoHash).signed(by: try Samples.key(7))
    #expect(#expect(throws: ChainFault.self) { try RecordChain(good[..<3] + [again]) }?.reason == .replay)
    #expect(#expect(throws: ChainFault.self) { try RecordChain(good[1...]) }?.reason == .gap)
    let first = try good[0].record.with(previous: Samples.hash("x")).signed(by: try Samples.key(7))
    #expect(#expect(throws: ChainFault.self) { try RecordChain([first]) }?.reason == .wrongPrevious)
    let second = try good[1].record.with(previous: Hash256()).signed(by: try Samples.key(7))
    #expect(#expect(throws: ChainFault.self) { try RecordChain([second], start: .anywhere) }?.reason == .wrongPrevious)
  }

  @Test("keys change daily and at once, and everything starts anew")
  func rotation() throws {
    var chain = try DeviceChain(at: Samples.time)
    let first = chain.device
    _ = try chain.append(Samples.hash("a"))
    #expect(try chain.rotateIfDue(at: Samples.time + 60) == nil)
    let handOver = try #require(try chain.rotateIfDue(at: Samples.time + 86_400))
    #expect(handOver.from == first && handOver.to == chain.device && handOver.isValid)
    #expect(first != chain.device)
    #expect(chain.state.nextNumber == 0 && chain.state.previousVideoHash.isZero)
    let record = try chain.append(Samples.hash("b"))
    #expect(try RecordChain([record]).device == chain.device)
    let again = try chain.rotate(at: Samples.time + 86_400)
    #expect(again.from == handOver.to && again.isValid)
    let forged = DeviceChain.HandOver(from: first, to: again.to, signature: again.signature)
    #expect(!forged.isValid)
  }

  @Test("another device's key signs nothing")
  func wrongKey() throws {
    let record = try Samples.chain(1)[0].record
    let error = #expect(throws: EvidenceError.self) { try record.signed(by: try Samples.key(9)) }
    #expect(error?.code == .invalidSignature)
  }
}

extension EvidenceRecord {
  func with(previous: Hash256? = nil, name: RecordName? = nil, videoHash: Hash256? = nil) -> EvidenceRecord {
    EvidenceRecord(
      number: number, device: device, name: name ?? self.name, previousVideoHash: previous ?? previousVideoHash,
      videoHash: videoHash ?? self.videoHash)
  }
}
