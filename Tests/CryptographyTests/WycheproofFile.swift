import Cryptography
import Foundation

/// A file of Wycheproof's `testvectors_v1`, as far as this room reads it.
struct WycheproofFile: Decodable {
  let algorithm: String
  let testGroups: [Group]

  struct Group: Decodable {
    let type: String
    let curve: String?
    let encoding: String?
    let sha: String?
    let tests: [Case]
    private let givenKey: PublicKeyFields?
    private let oldKey: PublicKeyFields?

    /// Older files call it `key`; in some kinds that is text of no use here.
    var publicKey: PublicKeyFields? { givenKey ?? oldKey }

    private enum CodingKeys: String, CodingKey {
      case type, curve, encoding, sha, tests
      case givenKey = "publicKey", oldKey = "key"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      type = try members.decode(String.self, forKey: .type)
      curve = try members.decodeIfPresent(String.self, forKey: .curve)
      encoding = try members.decodeIfPresent(String.self, forKey: .encoding)
      sha = try members.decodeIfPresent(String.self, forKey: .sha)
      tests = try members.decode([Case].self, forKey: .tests)
      givenKey = try? members.decode(PublicKeyFields.self, forKey: .givenKey)
      oldKey = try? members.decode(PublicKeyFields.self, forKey: .oldKey)
    }
  }

  struct PublicKeyFields: Decodable {
    let curve: String
    let uncompressed: String
  }

  struct Case: Decodable {
    let tcId: Int
    let comment: String
    let result: Result
    let flags: [String]?
    let key, iv, aad, msg, ct, tag: String?
    let sig: String?
    let `public`, `private`: KeyFields?
    let shared: String?
    let ikm, salt, info, okm: String?
    let size: Int?

    enum Result: String, Decodable { case valid, invalid, acceptable }

    /// The bytes of a field; empty where it is left out.
    func bytes(_ field: KeyPath<Case, String?>) throws -> [UInt8] { try Hex.decode(self[keyPath: field] ?? "") }
  }

  /// A key is hexadecimal text, PEM, or an object of JSON Web Key.
  enum KeyFields: Decodable {
    case text(String)
    case web(WebKey)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .web(try container.decode(WebKey.self))
      }
    }
  }

  struct WebKey: Decodable {
    let kty, crv, x, y, d: String?
  }
}
