package import Cryptography

/// A record with its signature, as it travels: 161 bytes. The signature need not be right; see ``isSignatureValid``.
package struct SignedRecord: Sendable, Hashable {
  package static let byteCount = EvidenceRecord.byteCount + RecoverableSignature.byteCount

  package let record: EvidenceRecord
  package let signature: RecoverableSignature

  package init(record: EvidenceRecord, signature: RecoverableSignature) {
    self.record = record
    self.signature = signature
  }

  /// record (96) ‖ r ‖ s ‖ v, with v of 27 or 28.
  package var bytes: [UInt8] { record.bytes + signature.bytes }

  /// - Throws: `malformed`, for a signature of another spelling too.
  package init(bytes: some Collection<UInt8>) throws {
    guard bytes.count == SignedRecord.byteCount else {
      throw EvidenceError.malformed("a signed record has \(SignedRecord.byteCount) bytes, not \(bytes.count)")
    }
    record = try EvidenceRecord(bytes: bytes.prefix(EvidenceRecord.byteCount))
    signature = try canonicalSignature(Array(bytes.suffix(RecoverableSignature.byteCount)), of: "the record")
  }

  /// Whether the address recovered from the signature is that of the record's device.
  package var isSignatureValid: Bool {
    (try? PublicKey.recover(from: signature, over: record.signingHash))?.address == record.device.address
  }

  /// Reads records that lie one behind the other.
  /// - Throws: `malformed`, naming the first bad one.
  package static func list(_ bytes: [UInt8]) throws -> [SignedRecord] {
    guard bytes.count.isMultiple(of: byteCount) else {
      throw EvidenceError.malformed(
        "record \(bytes.count / byteCount) is cut off: a list of records has a multiple of \(byteCount) bytes")
    }
    return try stride(from: 0, to: bytes.count, by: byteCount).map { start in
      do {
        return try SignedRecord(bytes: bytes[start..<start + byteCount])
      } catch let error as EvidenceError {
        throw EvidenceError(error.code, "record \(start / byteCount): \(error.message)")
      }
    }
  }
}
