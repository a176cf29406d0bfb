import Crypto
import Cryptography
import Foundation

/// Wycheproof's cases on secp256k1.
enum WycheproofCurve {
  typealias Check = (WycheproofFile.Case) throws -> WycheproofTests.Outcome

  static func ecdh(_ group: WycheproofFile.Group) -> Check? {
    guard ["secp256k1", "P-256K"].contains(group.curve) else { return nil }
    switch group.type {
    case "EcdhTest": return { try agree($0, group) { try point(info: $0) } }
    case "EcdhPemTest": return { try agree($0, group) { try point(info: try body(ofPEM: $0)) } }
    case "EcdhEcpointTest": return { try agree($0, group) { try Point(sec1: $0) } }
    case "EcdhWebcryptoTest": return { try agree($0, group) { try Point(sec1: $0) } }
    default: return nil
    }
  }

  private static func agree(
    _ test: WycheproofFile.Case, _ group: WycheproofFile.Group, _ point: ([UInt8]) throws -> Point
  ) throws -> WycheproofTests.Outcome {
    guard let publicBytes = try publicBytes(test.public), let secretBytes = try secretBytes(test.private),
      let other = try? point(publicBytes), let secret = try? SecretScalar(bytes: secretBytes),
      let shared = try? other.multiplied(by: secret)
    else { return .refused }
    return Array(shared.compressed.dropFirst()) == (try test.bytes(\.shared)) ? .right : .wrong
  }

  private static func publicBytes(_ key: WycheproofFile.KeyFields?) throws -> [UInt8]? {
    switch key {
    case .text(let text): return text.hasPrefix("-----") ? Array(text.utf8) : try Hex.decode(text)
    case .web(let key):
      guard key.kty == "EC", ["P-256K", "secp256k1"].contains(key.crv), let x = base64URL(key.x),
        let y = base64URL(key.y), x.count == 32, y.count == 32
      else { return nil }
      return [4] + x + y
    case nil: return nil
    }
  }

  /// A number in any number of bytes as the 32 of a secret key.
  private static func secretBytes(_ key: WycheproofFile.KeyFields?) throws -> [UInt8]? {
    let bytes: [UInt8]? =
      switch key {
      case .text(let text) where text.hasPrefix("-----"): try scalar(ofPEM: Array(text.utf8))
      case .text(let text): try Hex.decode(text.count.isMultiple(of: 2) ? text : "0" + text)
      case .web(let key): base64URL(key.d)
      case nil: nil
      }
    guard let significant = bytes.map({ Array($0.drop { $0 == 0 }) }), significant.count <= 32 else { return nil }
    return [UInt8](repeating: 0, count: 32 - significant.count) + significant
  }

  /// What stands between the lines of dashes (RFC 7468).
  private static func body(ofPEM text: [UInt8]) throws -> [UInt8] {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
    let body = lines.filter { !$0.hasPrefix("-----") }.joined()
    guard let data = Data(base64Encoded: body) else { throw CryptographyError(.invalidPublicKey, "no base64") }
    return Array(data)
  }

  /// The number in a private key (PKCS #8 around RFC 5915): the first octet string of 32 bytes behind a version of 1.
  private static func scalar(ofPEM text: [UInt8]) throws -> [UInt8]? {
    let bytes = try body(ofPEM: text)
    let head: [UInt8] = [0x02, 0x01, 0x01, 0x04, 0x20]
    let start = bytes.indices.first { bytes[$0...].starts(with: head) && bytes.count >= $0 + 37 }
    return start.map { Array(bytes[$0 + 5..<$0 + 37]) }
  }

  private static func base64URL(_ text: String?) -> [UInt8]? {
    guard var text = text?.replacing("-", with: "+").replacing("_", with: "/") else { return nil }
    while !text.count.isMultiple(of: 4) { text += "=" }
    return Data(base64Encoded: text).map(Array.init)
  }

  /// The point of a SubjectPublicKeyInfo (RFC 5480) that names secp256k1, in strict DER.
  private static func point(info: [UInt8]) throws -> Point {
    for (head, count) in [
      ("3056301006072a8648ce3d020106052b8104000a034200", 65), ("3036301006072a8648ce3d020106052b8104000a032200", 33),
    ] {
      let head = try Hex.decode(head)
      if info.starts(with: head) && info.count == head.count + count {
        return try Point(sec1: info.dropFirst(head.count))
      }
    }
    throw CryptographyError(.invalidPublicKey, "no public key of secp256k1 in DER")
  }

  static func ecdsa(_ group: WycheproofFile.Group) -> Check? {
    guard let fields = group.publicKey, fields.curve == "secp256k1", let hash = hash(group.sha) else { return nil }
    guard ["EcdsaBitcoinVerify", "EcdsaVerify", "EcdsaP1363Verify"].contains(group.type) else { return nil }
    return { test in
      let key = try PublicKey(sec1: try Hex.decode(fields.uncompressed))
      let bytes = try test.bytes(\.sig)
      let isCompact = group.type == "EcdsaP1363Verify"
      guard let signature = try? isCompact ? Signature(compact: bytes) : Signature(der: bytes) else { return .refused }
      let isValid = key.isValid(
        signature, for: hash(try test.bytes(\.msg)), acceptingHighS: group.type != "EcdsaBitcoinVerify")
      return isValid ? .right : .refused
    }
  }

  /// The left 32 bytes of the digest, as ECDSA on a curve of 256 bits takes it.
  private static func hash(_ name: String?) -> (([UInt8]) -> Hash256)? {
    switch name {
    case "SHA-256": { left(SHA256.hash(data: $0)) }
    case "SHA-384": { left(SHA384.hash(data: $0)) }
    case "SHA-512": { left(SHA512.hash(data: $0)) }
    case "SHA3-256": { left(SHA3_256.hash(data: $0)) }
    case "SHA3-384": { left(SHA3_384.hash(data: $0)) }
    case "SHA3-512": { left(SHA3_512.hash(data: $0)) }
    case "SHAKE128": { left(SHAKE(rate: 168).hash($0)) }
    case "SHAKE256": { left(SHAKE(rate: 136).hash($0)) }
    default: nil
    }
  }

  private static func left(_ digest: some Sequence<UInt8>) -> Hash256 { Hash256(digest.prefix(32)) ?? Hash256() }
}
