package import Cryptography
internal import GRDB
package import VeilEvidence

/// A film of which there is a record.
package struct StoredSegment: Sendable, Hashable {
  /// Order of recording, from 1.
  package let id: Int64
  package let path: String
  package let byteCount: Int64
  /// By the camera's clock, milliseconds since 1970.
  package let start: Int64
  package let end: Int64
  package let commitment: SegmentCommitment
  package let record: SignedRecord
  /// Whether the end of the film is missing.
  package let isDamaged: Bool
  /// Whether the cloud has the record, or has refused it for good.
  package let isSent: Bool
  /// Why the cloud refused it.
  package let fault: String?

  package var device: Address { record.record.device.address }
  /// Seconds.
  package var duration: Double { Double(end - start) / 1_000 }

  init(_ row: Row) throws {
    id = row["id"]
    path = row["path"]
    byteCount = row["byteCount"]
    start = row["start"]
    end = row["end"]
    commitment = SegmentCommitment(frameHash: try row.hash("frameHash"), contentRoot: try row.hash("contentRoot"))
    record = try SignedRecord(bytes: try row.bytes("record"))
    isDamaged = row["damaged"]
    isSent = row["sent"]
    fault = row["fault"]
  }

  package init(
    id: Int64, path: String, byteCount: Int64, start: Int64, end: Int64, commitment: SegmentCommitment,
    record: SignedRecord, isDamaged: Bool = false
  ) {
    self.id = id
    self.path = path
    self.byteCount = byteCount
    self.start = start
    self.end = end
    self.commitment = commitment
    self.record = record
    self.isDamaged = isDamaged
    isSent = false
    fault = nil
  }
}

/// A film that was finished and read, before there is a record of it.
package struct FinishedSegment: Sendable, Hashable {
  package let file: RecordingFile
  /// By the camera's clock, milliseconds since 1970.
  package let start: Int64
  package let end: Int64
  package let commitment: SegmentCommitment
  package let isDamaged: Bool

  package init(file: RecordingFile, start: Int64, end: Int64, commitment: SegmentCommitment, isDamaged: Bool) {
    self.file = file
    self.start = start
    self.end = end
    self.commitment = commitment
    self.isDamaged = isDamaged
  }
}
