package import Cryptography

extension KeyFrag {
  /// Bytes of the MessagePack form.
  package static let messagePackByteCount = 310

  /// [[U], id, rk, X, [U₁, signature for the proxy, signature for the receiver, flags]]. Secret: it holds the rekey.
  package func messagePack() throws -> SecretBytes {
    var writer = MessagePackWriter()
    writer.array(5)
    writer.array(1)
    writer.bytes(try Parameters.pointU().compressed)
    writer.bytes(identifier)
    let keyOffset = writer.written.count + 2
    writer.bytes([UInt8](repeating: 0, count: Scalar.byteCount))
    writer.bytes(precursor.compressed)
    writer.array(5)
    writer.bytes(proof.commitment.compressed)
    writer.bytes(proof.signatureForProxy.bytes)
    writer.bytes(proof.signatureForReceiver.bytes)
    writer.boolean(proof.inclusion.delegating)
    writer.boolean(proof.inclusion.receiving)
    // The key goes straight into memory that is zeroed afterwards.
    return try SecretBytes(count: writer.written.count) { memory in
      memory.copyBytes(from: writer.written)
      key.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: memory[keyOffset..<keyOffset + $0.count]).copyMemory(from: $0)
      }
    }
  }

  /// Reads the MessagePack form. Throws `malformed`.
  package init(messagePack bytes: some Sequence<UInt8>) throws {
    var reader = MessagePackReader(bytes)
    try reader.array(5)
    try reader.array(1)
    guard try reader.point() == Parameters.pointU() else {
      throw UmbralError(.malformed, "the key fragment was made for another base point U")
    }
    let identifier = try reader.bytes(KeyFrag.identifierByteCount)
    let key = try reader.secretScalar()
    let precursor = try reader.point()
    try reader.array(5)
    let proof = KeyFragProof(
      commitment: try reader.point(), signatureForProxy: try reader.signature(),
      signatureForReceiver: try reader.signature(),
      inclusion: KeyInclusion(delegating: try reader.boolean(), receiving: try reader.boolean()))
    try reader.end()
    self.init(identifier: identifier, key: key, precursor: precursor, proof: proof)
  }
}
