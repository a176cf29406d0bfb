package import Cryptography

/// The records of one device key, checked one by one: each is signed by it and follows the one before.
///
///     var chain = RecordChain()
///     for record in records { try chain.append(record) }
package struct RecordChain: Sendable {
  /// Where a chain may start.
  package enum Start: Sendable, Hashable {
    /// With the first record of a device key: number 0 and no previous hash.
    case beginning
    /// With any record: the part of a chain that a bundle carries. Whoever needs more asks for a receipt of the first.
    case anywhere
  }

  private let start: Start
  /// The accepted records in order.
  package private(set) var records: [SignedRecord] = []
  private var places: [Hash256: Int] = [:]

  package init(start: Start = .beginning) { self.start = start }

  /// Checks a list.
  /// - Throws: ``ChainFault`` for the first bad record.
  package init(_ records: some Sequence<SignedRecord>, start: Start = .beginning) throws {
    self.init(start: start)
    for record in records { try append(record) }
  }

  package var device: DeviceID? { records.first?.record.device }

  /// Checks the next record and takes it in.
  /// - Throws: ``ChainFault``; the chain is then as before.
  package mutating func append(_ next: SignedRecord) throws {
    guard next.isSignatureValid else {
      throw fault(next, .badSignature, "the signature is not by the device that the record names")
    }
    if let last = records.last { try check(next.record, after: last.record) } else { try checkStart(next.record) }
    places[next.record.videoHash] = records.count
    records.append(next)
  }

  /// The place of the record of a film.
  package func index(ofFilm videoHash: Hash256) -> Int? { places[videoHash] }

  private func check(_ next: EvidenceRecord, after last: EvidenceRecord) throws {
    guard next.device == last.device else {
      throw fault(next, .otherDevice, "the record is of another device than the first one; check its chain by itself")
    }
    try checkNumber(next, after: last)
    guard next.previousVideoHash == last.videoHash else {
      throw fault(next, .wrongPrevious, "the previous hash is not that of record \(last.number)")
    }
    guard next.name == last.name.next else {
      throw fault(next, .wrongName, "the file name \(next.name) does not follow \(last.name)")
    }
    guard places[next.videoHash] == nil else {
      throw fault(next, .replay, "the film was recorded before, under another number")
    }
  }

  private func checkNumber(_ next: EvidenceRecord, after last: EvidenceRecord) throws {
    // Numbers of accepted records are consecutive, so the first one tells the place of each.
    let first = records[0].record.number
    guard next.number >= first else {
      throw fault(next, .wrongStart, "the number lies before that of the first record, \(first)")
    }
    if next.number <= last.number {
      let earlier = records[Int(next.number - first)].record
      guard earlier != next else { throw fault(next, .replay, "the record was there before") }
      throw fault(next, .fork, "there are two different records of the number \(next.number)")
    }
    let missing = next.number - last.number - 1
    guard missing == 0 else {
      let which = missing == 1 ? "record \(last.number + 1)" : "records \(last.number + 1) to \(next.number - 1)"
      throw fault(next, .gap, "\(which) missing before it")
    }
  }

  private func checkStart(_ next: EvidenceRecord) throws {
    guard (next.number == 0) == next.previousVideoHash.isZero else {
      throw fault(next, .wrongPrevious, "the first record of a device has no previous hash, and every other has one")
    }
    guard start == .anywhere || next.number == 0 else {
      throw fault(next, .gap, "the records before \(next.number) are missing")
    }
  }

  private func fault(_ record: SignedRecord, _ reason: ChainFault.Reason, _ message: String) -> ChainFault {
    fault(record.record, reason, message)
  }

  private func fault(_ record: EvidenceRecord, _ reason: ChainFault.Reason, _ message: String) -> ChainFault {
    ChainFault(index: records.count, number: record.number, reason: reason, message: message)
  }
}
