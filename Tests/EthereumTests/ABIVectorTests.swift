import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct ABIVectorTests {
  /// ethereum/tests: arguments as JSON, with bytes as plain text or hexadecimal.
  @Test func ethereumTests() throws {
    try EthereumVectors.run(.ABITests) { name, vector in
      let types = try #require(vector["types"]?.array).map { try ABIType(#require($0.string)) }
      let arguments = try #require(vector["args"]?.array)
      let values = try zip(arguments, types).map { try Self.value($0, $1) }
      let bytes = try vector.hex("result")
      #expect(try ABIEncoder.encode(values, as: types) == bytes, "\(name)")
      #expect(try ABIDecoder.decode(bytes, as: types, canonical: true) == values, "\(name)")
    }
  }

  /// ethers: one value of a type, by itself and with the kind of every part spelt out.
  @Test func ethers() throws {
    try EthereumVectors.run(.abi) { name, vector in
      let type = try ABIType(vector.text("type"))
      let bytes = try vector.hex("encoded")
      let value = try ABIValue(#require(vector["value"]), as: type)
      #expect(try ABIEncoder.encode([value], as: [type]) == bytes, "\(name)")
      #expect(try ABIDecoder.decode(bytes, as: [type], canonical: true) == [value], "\(name)")
      if let verbose = vector["verbose"] { #expect(try Self.verboseValue(verbose, type) == value, "\(name)") }
    }
  }

  /// ethers: hashes of packed values (`solidityPacked…`).
  @Test func packed() throws {
    try EthereumVectors.run(.solidityHashes) { name, vector in
      let types = try #require(vector["types"]?.array).map { try ABIType(#require($0.string)) }
      let given = try #require(vector["values"]?.array)
      let values = try zip(given, types).map { try ABIValue(Self.lenient($0, $1), as: $1) }
      let bytes = try ABIPacked.encode(values, as: types)
      #expect(Keccak256.hash(bytes).bytes == (try vector.hex("keccak256")), "\(name)")
      if vector["sha256"] != nil { #expect(Digests.sha256(bytes) == (try vector.hex("sha256")), "\(name)") }
    }
  }

  private static func value(_ json: JSON, _ type: ABIType) throws -> ABIValue {
    switch (type, json) {
    case (.bytes, .string(let text)) where !text.hasPrefix("0x"),
      (.fixedBytes, .string(let text)) where !text.hasPrefix("0x"):
      return .bytes(Array(text.utf8))
    case (.array(let element), .array(let items)), (.fixedArray(let element, _), .array(let items)):
      return .array(try items.map { try value($0, element) })
    default: return try ABIValue(json, as: type)
    }
  }

  private static func verboseValue(_ json: JSON, _ type: ABIType) throws -> ABIValue {
    let value = try #require(json["value"])
    switch (try json.text("type"), type) {
    case ("array", .array(let element)), ("array", .fixedArray(let element, _)):
      return .array(try #require(value.array).map { try verboseValue($0, element) })
    case ("object", .tuple(let members)):
      return .tuple(try zip(#require(value.array), members).map { try verboseValue($0, $1.type) })
    default: return try ABIValue(value, as: type)
    }
  }

  /// Values as JavaScript tests write them: addresses with any letter case, and whole numbers as `0x` text.
  private static func lenient(_ json: JSON, _ type: ABIType) -> JSON {
    switch (type, json) {
    case (.address, .string(let text)): .string(text.lowercased())
    case (.array(let element), .array(let items)), (.fixedArray(let element, _), .array(let items)):
      .array(items.map { lenient($0, element) })
    default: json
    }
  }
}
