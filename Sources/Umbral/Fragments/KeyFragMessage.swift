internal import Cryptography
internal import Crypto

/// What a delegator signs for a key fragment: identifier ‖ commitment ‖ precursor ‖ keys, each key as 1 ‖ its 33 bytes
/// or as 0 where it is left out.
struct KeyFragMessage {
  let identifier: [UInt8]
  let commitment: Point
  let precursor: Point

  /// SHA-256 of the message.
  func hash(delegating: PublicKey?, receiving: PublicKey?) -> Hash256 {
    var hash = SHA256()
    hash.update(data: identifier)
    commitment.withCompressed { hash.update(bufferPointer: $0) }
    precursor.withCompressed { hash.update(bufferPointer: $0) }
    for key in [delegating, receiving] {
      hash.update(data: [key == nil ? 0 : 1] as [UInt8])
      key?.point.withCompressed { hash.update(bufferPointer: $0) }
    }
    return Hash256(hash.finalize()) ?? Hash256()
  }
}
