internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Decides within a transaction what becomes of a record: it must fit the records before and after it that are there.
struct RecordJudge {
  enum Verdict {
    case new
    case duplicate(StoredRecord)
    case refused(RecordsReply.Fault, String)
  }

  let transaction: any RecordTransaction

  /// - Parameter isSigned: whether the signature is the device's.
  func judge(_ signed: SignedRecord, isSigned: Bool) throws -> Verdict {
    let record = signed.record
    guard isSigned else { return .refused(.badSignature, "the signature is not by the device that the record names") }
    guard let device = try transaction.device(record.device.address) else {
      return .refused(.notEnrolled, "the device is not enrolled; enrol it first")
    }
    if let same = try transaction.record(record.number, of: device.address) {
      guard same.record.record == record else {
        return .refused(.fork, "there is another record of the number \(record.number)")
      }
      return .duplicate(same)
    }
    if let limit = device.recordLimit, record.number >= limit {
      return .refused(.backDated, "the key was handed over after \(limit) records; this one was made later")
    }
    if let other = try transaction.record(ofFilm: record.videoHash, by: device.address) {
      return .refused(.replay, "the film was recorded before, as number \(other.record.record.number)")
    }
    return try neighbours(of: record, device.address)
  }

  private func neighbours(of record: EvidenceRecord, _ device: Address) throws -> Verdict {
    guard (record.number == 0) == record.previousVideoHash.isZero else {
      return .refused(.wrongPrevious, "the first record of a key has no previous hash, and every other has one")
    }
    if record.number > 0, let before = try transaction.record(record.number - 1, of: device)?.record.record {
      if let fault = Self.fault(before, record) { return fault }
    }
    if record.number < .max, let after = try transaction.record(record.number + 1, of: device)?.record.record {
      if let fault = Self.fault(record, after) { return fault }
    }
    return .new
  }

  private static func fault(_ before: EvidenceRecord, _ after: EvidenceRecord) -> Verdict? {
    guard after.previousVideoHash == before.videoHash else {
      return .refused(.wrongPrevious, "the previous hash of record \(after.number) is not that of \(before.number)")
    }
    guard after.name == before.name.next else {
      return .refused(.wrongName, "the file name of record \(after.number) does not follow \(before.number)'s")
    }
    return nil
  }
}
