package import Cryptography

/// The first 56 bytes of a sealed file, in the clear. Its hash is the associated data of every chunk, and it fixes the
/// length of the file, so nothing can be cut off or added.
package struct SealedHeader: Sendable, Hashable {
  package static let byteCount = 56
  /// Plaintext bytes of a chunk; the last one may have fewer, but not none.
  package static let chunkByteCount = 1 << 20
  package static let tagByteCount = 16
  static let magic = Array("VEILSEAL".utf8)
  static let version: UInt16 = 1

  package let incident: IncidentID
  package let rendition: Rendition
  /// Plaintext bytes of all chunks together.
  package let plaintextByteCount: Int

  /// - Throws: `tooLarge` for an empty plaintext or more than 2³² chunks.
  package init(incident: IncidentID, rendition: Rendition, plaintextByteCount: Int) throws {
    guard plaintextByteCount > 0, (plaintextByteCount - 1) / Self.chunkByteCount <= Int(UInt32.max) else {
      throw EvidenceError(.tooLarge, "a sealed file holds 1 byte to 4 PiB; split the film")
    }
    self.incident = incident
    self.rendition = rendition
    self.plaintextByteCount = plaintextByteCount
  }

  package var chunkCount: Int { (plaintextByteCount - 1) / Self.chunkByteCount + 1 }

  /// Length of the whole sealed file.
  package var fileByteCount: Int { Self.byteCount + plaintextByteCount + chunkCount * Self.tagByteCount }

  /// magic "VEILSEAL" (8) ‖ version (2) ‖ rendition (1) ‖ 0 (1) ‖ incident id (32) ‖ chunk size (4) ‖ plaintext length
  /// (8).
  package var bytes: [UInt8] {
    Self.magic + Self.version.bigEndianBytes + [rendition.rawValue, 0] + incident.bytes
      + UInt32(Self.chunkByteCount).bigEndianBytes + UInt64(plaintextByteCount).bigEndianBytes
  }

  /// H(header): what every chunk is authenticated with.
  package var hash: Hash256 { Keccak256.hash(bytes) }

  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(bytes: some Collection<UInt8>) throws {
    var reader = ByteReader(bytes, of: "the header of the sealed file")
    guard try reader.bytes(Self.magic.count) == Self.magic else {
      throw EvidenceError.malformed("this is no file that Veilcam has sealed")
    }
    guard try reader.integer(UInt16.self) == Self.version else {
      throw EvidenceError(.unsupportedVersion, "the file was sealed by a newer veilcam; use that one to open it")
    }
    guard let rendition = Rendition(rawValue: try reader.integer()), try reader.integer(UInt8.self) == 0 else {
      throw EvidenceError.malformed("the header of the sealed file names no rendition")
    }
    let incident = IncidentID(try reader.hash())
    guard try reader.integer(UInt32.self) == UInt32(Self.chunkByteCount) else {
      throw EvidenceError.malformed("the sealed file has chunks of another size than 1 MiB")
    }
    guard let count = Int(exactly: try reader.integer(UInt64.self)) else {
      throw EvidenceError.malformed("the header of the sealed file gives an impossible length")
    }
    try reader.end()
    do {
      try self.init(incident: incident, rendition: rendition, plaintextByteCount: count)
    } catch {
      throw EvidenceError.malformed("the header of the sealed file gives an impossible length")
    }
  }

  /// Plaintext bytes of a chunk.
  func byteCount(ofChunk index: Int) -> Int {
    min(Self.chunkByteCount, plaintextByteCount - index * Self.chunkByteCount)
  }

  /// Where a chunk's ciphertext starts.
  func offset(ofChunk index: Int) -> Int { Self.byteCount + index * (Self.chunkByteCount + Self.tagByteCount) }
}
