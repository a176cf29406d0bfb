internal import Cryptography
internal import Umbral

/// What the ledger can check of a proof of a bad rekey, but not compute.
enum DisputeProducts {
  /// z·X ‖ c·dh, both compressed, 66 bytes.
  static func bytes(_ proof: BadRekeyProof, keyFrag: KeyFrag) throws -> [UInt8] {
    let left = try keyFrag.precursor.multiplied(variableTime: proof.response)
    let right = try proof.sharedPoint.multiplied(variableTime: proof.challenge)
    return left.compressed + right.compressed
  }
}
