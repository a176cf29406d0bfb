internal import Cryptography

extension Capsule {
  /// Bytes of the simple form.
  package static let simpleByteCount = 98
  /// Bytes of the MessagePack form.
  package static let messagePackByteCount = 105

  /// E ‖ V ‖ s.
  package var simpleBytes: [UInt8] { e.compressed + v.compressed + s.bytes }

  /// Reads E ‖ V ‖ s. Throws `malformed`, and `invalidCapsule` where the capsule is not consistent.
  package init(simple bytes: some Sequence<UInt8>) throws {
    var reader = try SimpleReader(bytes, count: Capsule.simpleByteCount)
    try self.init(e: try reader.point(), v: try reader.point(), s: try reader.scalar())
  }

  /// [E, V, s].
  package var messagePack: [UInt8] {
    var writer = MessagePackWriter()
    writer.array(3)
    writer.bytes(e.compressed)
    writer.bytes(v.compressed)
    writer.bytes(s.bytes)
    return writer.written
  }

  /// Reads [E, V, s]. Throws `malformed`, and `invalidCapsule` where the capsule is not consistent.
  package init(messagePack bytes: some Sequence<UInt8>) throws {
    var reader = MessagePackReader(bytes)
    try reader.array(3)
    let (e, v, s) = (try reader.point(), try reader.point(), try reader.scalar())
    try reader.end()
    try self.init(e: e, v: v, s: s)
  }
}
