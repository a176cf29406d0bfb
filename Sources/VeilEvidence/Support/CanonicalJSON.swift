internal import Cryptography
internal import Ethereum

/// JSON with exactly one spelling: members sorted by name, no spaces, integers only, text escaped only where RFC 8259
/// demands it. What is read is refused unless it is spelt so, so that a hash of the text is a hash of the value.
enum CanonicalJSON {
  /// Reads text in the one spelling.
  /// - Throws: `malformed`.
  static func parse(_ bytes: [UInt8], of name: String) throws -> JSON {
    do {
      let json = try JSON(parsing: bytes)
      guard Array(json.text.utf8) == bytes else {
        throw EvidenceError.malformed("\(name) is not in the canonical spelling of JSON; use it as it was made")
      }
      return json
    } catch let error as EthereumError {
      throw EvidenceError.malformed("\(name) is no JSON: \(error.message)")
    }
  }
}

extension JSON {
  /// 0x and lower-case digits.
  static func hex(_ bytes: some Sequence<UInt8>) -> JSON { .string(Hex.encode(bytes, prefix: true)) }

  static func hex(_ hash: Hash256) -> JSON { .string(hash.description) }
}
