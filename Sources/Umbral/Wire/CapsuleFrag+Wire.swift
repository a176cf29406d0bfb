internal import Cryptography

extension CapsuleFrag {
  /// Bytes of the simple form.
  package static let simpleByteCount = 359
  /// Bytes of the MessagePack form.
  package static let messagePackByteCount = 381

  /// E₁ ‖ V₁ ‖ id ‖ X ‖ E₂ ‖ V₂ ‖ U₁ ‖ U₂ ‖ z ‖ signature.
  package var simpleBytes: [UInt8] {
    var bytes = e1.compressed + v1.compressed + identifier + precursor.compressed
    for point in [points.e2, points.v2, points.u1, points.u2] { bytes += point.compressed }
    return bytes + response.bytes + signature.bytes
  }

  /// Reads the simple form. Throws `malformed`.
  package init(simple bytes: some Sequence<UInt8>) throws {
    var reader = try SimpleReader(bytes, count: CapsuleFrag.simpleByteCount)
    let (e1, v1) = (try reader.point(), try reader.point())
    let identifier = reader.bytes(KeyFrag.identifierByteCount)
    let precursor = try reader.point()
    let (e2, v2, u1, u2) = (try reader.point(), try reader.point(), try reader.point(), try reader.point())
    self.init(
      identifier: identifier, precursor: precursor,
      points: CapsuleFragPoints(e1: e1, e2: e2, v1: v1, v2: v2, u1: u1, u2: u2),
      response: try reader.scalar(), signature: try reader.signature())
  }

  /// [E₁, V₁, id, X, [E₂, V₂, U₁, U₂, z, signature]].
  package var messagePack: [UInt8] {
    var writer = MessagePackWriter()
    writer.array(5)
    writer.bytes(e1.compressed)
    writer.bytes(v1.compressed)
    writer.bytes(identifier)
    writer.bytes(precursor.compressed)
    writer.array(6)
    for point in [points.e2, points.v2, points.u1, points.u2] { writer.bytes(point.compressed) }
    writer.bytes(response.bytes)
    writer.bytes(signature.bytes)
    return writer.written
  }

  /// Reads the MessagePack form. Throws `malformed`.
  package init(messagePack bytes: some Sequence<UInt8>) throws {
    var reader = MessagePackReader(bytes)
    try reader.array(5)
    let (e1, v1) = (try reader.point(), try reader.point())
    let identifier = try reader.bytes(KeyFrag.identifierByteCount)
    let precursor = try reader.point()
    try reader.array(6)
    let (e2, v2, u1, u2) = (try reader.point(), try reader.point(), try reader.point(), try reader.point())
    let (response, signature) = (try reader.scalar(), try reader.signature())
    try reader.end()
    self.init(
      identifier: identifier, precursor: precursor,
      points: CapsuleFragPoints(e1: e1, e2: e2, v1: v1, v2: v2, u1: u1, u2: u2),
      response: response, signature: signature)
  }
}
