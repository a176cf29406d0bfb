internal import Cryptography
internal import Umbral

/// Reads the rekey of an approval. Where its frame is broken, the parts that the contract looks at (identifier, rekey,
/// precursor) are taken from their places, so that a broken frame cannot keep a bad rekey from being disputed.
enum RekeyReader {
  /// - Throws: `contradiction` where not even the parts are there; the contract accepts no such approval.
  static func read(_ bytes: [UInt8]) throws -> KeyFrag {
    if let fragment = try? KeyFrag(messagePack: bytes) { return fragment }
    guard bytes.count == KeyFrag.messagePackByteCount, let fragment = try? KeyFrag(messagePack: reframed(bytes)) else {
      throw DeskError(.contradiction, "the approval carries no rekey at all; cancel when its deadline has passed")
    }
    return fragment
  }

  /// The parts in a right frame, with a proof that says nothing.
  private static func reframed(_ bytes: [UInt8]) throws -> [UInt8] {
    let point = try Hex.decode("03079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd")
    let signature = [UInt8](repeating: 0, count: 31) + [1] + [UInt8](repeating: 0, count: 31) + [1]
    var frame: [UInt8] = [0x95, 0x91] + string(point)
    frame += string(bytes[39..<71]) + string(bytes[73..<105]) + string(bytes[107..<140])
    return frame + [0x95] + string(point) + string(signature) + string(signature) + [0xC3, 0xC3]
  }

  private static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    [0xC4, UInt8(truncatingIfNeeded: bytes.count)] + bytes
  }
}
