import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct RLPVectorTests {
  /// ethereum/tests: `in` is the value, or says that the encoding is not valid or only to be read.
  @Test func ethereumTests() throws {
    try EthereumVectors.run(.RLPTests) { name, vector in
      let bytes = try vector.hex("out")
      switch vector["in"] {
      case .string("INVALID"):
        #expect(throws: EthereumError.self, "\(name)") { try RLPDecoder.decode(bytes) }
      case .string("VALID"):
        #expect(try RLPDecoder.decode(bytes).encoded == bytes, "\(name)")
      case let value:
        if value?.string == "#115792089237316195423570985008687907853269984665640564039457584007913129639936" {
          // 2^256: a number for other languages, 33 bytes for us.
          #expect(try RLPDecoder.decode(bytes) == .bytes([1] + [UInt8](repeating: 0, count: 32)), "\(name)")
          return
        }
        let item = try Self.item(#require(value))
        #expect(item.encoded == bytes, "\(name)")
        #expect(try RLPDecoder.decode(bytes) == item, "\(name)")
      }
    }
  }

  /// ethers: nested `0x` text.
  @Test func ethers() throws {
    try EthereumVectors.run(.rlp) { name, vector in
      let bytes = try vector.hex("encoded")
      let item = try Self.hexItem(#require(vector["decoded"]))
      #expect(item.encoded == bytes, "\(name)")
      #expect(try RLPDecoder.decode(bytes) == item, "\(name)")
    }
  }

  private static func item(_ json: JSON) throws -> RLPItem {
    switch json {
    case .number(let text): return .number(try UInt256(decimal: text))
    case .string(let text) where text.hasPrefix("#"): return .number(try UInt256(decimal: text.dropFirst()))
    case .string(let text): return .bytes(Array(text.utf8))
    case .array(let items): return .list(try items.map(item))
    default: throw EthereumError(.malformedJSON, "not an RLP value")
    }
  }

  private static func hexItem(_ json: JSON) throws -> RLPItem {
    if let items = json.array { return .list(try items.map(hexItem)) }
    return .bytes(try Hex.decode(#require(json.string)))
  }
}
