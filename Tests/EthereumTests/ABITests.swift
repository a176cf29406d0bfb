import Cryptography
import Ethereum
import Testing

@Suite struct ABITests {
  /// The examples of the Solidity documentation, "Contract ABI Specification".
  @Test func documentedExamples() throws {
    let contract = try ABIContract([
      "function baz(uint32 x, bool y) pure returns (bool r)", "function bar(bytes3[2] memory) public pure",
      "function sam(bytes memory, bool, uint[] memory) public pure", "function f(uint256,uint32[],bytes10,bytes)",
      "function g(uint256[][],string[])",
    ])
    let baz = try contract.function("baz")
    #expect(baz.selector.description == "0xcdcd77c0")
    #expect(
      Hex.encode(try baz.encodeCall([.uint(69), .bool(true)]))
        == "cdcd77c0" + word("45") + word("1"))
    #expect(try contract.function("bar").selector.description == "0xfce353f6")
    let sam = try contract.function("sam")
    let call = try sam.encodeCall([
      .bytes(Array("dave".utf8)), .bool(true), .array([.uint(1), .uint(2), .uint(3)]),
    ])
    #expect(
      Hex.encode(call)
        == "a5643bf2" + word("60") + word("1") + word("a0") + word("4") + "64617665" + String(repeating: "0", count: 56)
        + word("3") + word("1") + word("2") + word("3"))
    #expect(try sam.decodeCall(call).count == 3)
    #expect(try contract.function("f").selector.description == "0x8be65246")
    let nested: [ABIValue] = [
      .array([.array([.uint(1), .uint(2)]), .array([.uint(3)])]),
      .array([.string("one"), .string("two"), .string("three")]),
    ]
    let g = try contract.function("g")
    #expect(g.selector.description == "0x2289b18c")
    #expect(try g.decodeCall(g.encodeCall(nested)) == nested)
    #expect(contract.function(selector: baz.selector) == baz)
    #expect(throws: EthereumError.self) { try baz.decodeCall(call) }
  }

  private func word(_ digits: String) -> String { String(repeating: "0", count: 64 - digits.count) + digits }

  @Test func notationOfFunctions() throws {
    let contract = try ABIContract([
      "function swap(tuple(address to, (uint a, bytes)[2] parts)[] orders, address payable x) external payable returns (uint, string memory)",
      "event Paid(address indexed from, string indexed note, uint amount);", "event Raw(bytes32 indexed) anonymous",
      "error Late(uint256 deadline)", "constructor(address owner) payable", "receive() external payable", "fallback()",
    ])
    let swap = try contract.function("swap")
    #expect(swap.signature == "swap((address,(uint256,bytes)[2])[],address)")
    #expect(swap.mutability == .payable)
    #expect(swap.outputs.map(\.type) == [.uint256, .string])
    #expect(try contract.event("Paid").inputs.map(\.isIndexed) == [true, true, false])
    #expect(try contract.event("Raw").isAnonymous)
    #expect(contract.errors.map(\.signature) == ["Late(uint256)"])
    #expect(contract.constructor.map(\.name) == ["owner"])
    #expect(contract.isConstructorPayable && contract.hasReceive && contract.hasFallback)
    #expect(try contract.encodeDeployment(code: [1, 2], [.address(.zero)]).count == 34)
    #expect(throws: EthereumError.self) { try contract.function("nothing") }
  }

  @Test(arguments: [
    "", "f()", "function", "function ()", "function f", "function f(", "function f(uint", "function f(uint256 a b)",
    "function f(uint7)", "function f(uint264)", "function f(uint08)", "function f(bytes33)", "function f(bytes0)",
    "function f(int[)", "function f(int[-1])", "function f(int[99999999999999999999])", "function f() wrong",
    "function f(uint indexed a)", "event E(uint) extra", "function f() returns", "function f(tuple)", "function f() )",
    "function f(uint) (uint)", "function f(ufixed128x81)", "function f(1a)", "error E(string", "modifier m()",
  ])
  func malformedNotation(_ text: String) {
    #expect(throws: EthereumError.self) { try ABIContract([text]) }
  }

  @Test(arguments: [
    "uint", "uint256", "int8", "byte", "bytes1", "address", "bool", "function", "fixed", "ufixed8x1",
    "(uint,(bool))[3][]",
    "tuple(uint a, string b)[]", "uint256[0]", "()",
  ])
  func typesAreReadAgainFromTheirNames(_ text: String) throws {
    let type = try ABIType(text)
    #expect(try ABIType(type.canonicalName).canonicalName == type.canonicalName)
  }

  @Test func deepTypesAreRefused() {
    #expect(throws: EthereumError.self) { try ABIType("uint" + String(repeating: "[]", count: 1_000_000)) }
    let open = String(repeating: "(", count: 100_000)
    #expect(throws: EthereumError.self) { try ABIType(open + "uint" + String(repeating: ")", count: 100_000)) }
  }

  @Test func compilersJSON() throws {
    let text = """
      {"abi": [
        {"type":"function","name":"approve","stateMutability":"nonpayable","inputs":[
          {"name":"order","type":"tuple[2]","internalType":"struct Order[2]","components":[
            {"name":"id","type":"uint256"},{"name":"parts","type":"tuple[]","components":[{"name":"h","type":"bytes32"}]}]},
          {"name":"ok","type":"bool"}],"outputs":[{"name":"","type":"bool"}]},
        {"type":"event","name":"Approved","anonymous":false,"inputs":[{"name":"id","type":"uint256","indexed":true}]},
        {"type":"error","name":"Late","inputs":[{"name":"deadline","type":"uint256"}]},
        {"type":"constructor","inputs":[{"name":"owner","type":"address"}],"payable":true},
        {"name":"old","inputs":[],"outputs":[],"constant":true},
        {"type":"fallback","stateMutability":"payable"}, {"type":"receive","stateMutability":"payable"}
      ]}
      """
    let contract = try ABIContract(jsonText: text.utf8)
    #expect(try contract.function("approve").signature == "approve((uint256,(bytes32)[])[2],bool)")
    #expect(try contract.function("old").mutability == .view)
    #expect(try contract.event("Approved").inputs[0].isIndexed)
    #expect(contract.errors.count == 1)
    #expect(contract.isConstructorPayable && contract.hasFallback && contract.hasReceive)
  }

  @Test(arguments: [
    "{}", "42", "[1]", "[{}]", "[{\"type\":\"function\"}]", "[{\"type\":\"what\",\"name\":\"a\"}]",
    "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":{}}]",
    "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{}]}]",
    "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{\"type\":\"tuplet\"}]}]",
    "[{\"type\":\"function\",\"name\":\"f\",\"stateMutability\":\"free\"}]",
  ])
  func malformedCompilersJSON(_ text: String) {
    #expect(throws: EthereumError.self) { try ABIContract(jsonText: text.utf8) }
  }

  @Test func overloadsAreToldApartBySignature() throws {
    let contract = try ABIContract(["function f(uint)", "function f(string)"])
    #expect(throws: EthereumError.self) { try contract.function("f") }
    #expect(try contract.function("f(string)").inputs[0].type == .string)
  }

  @Test(arguments: [
    (ABIType.uint(bits: 8), ABIValue.uint(256)), (.int(bits: 8), .int(128)), (.int(bits: 8), .int(-129)),
    (.fixedBytes(count: 3), .bytes([1, 2])), (.bool, .uint(1)), (.address, .bytes([])), (.function, .bytes([1])),
    (.array(.bool), .bool(true)), (.fixedArray(.bool, count: 2), .array([.bool(true)])),
    (.tuple(of: [.bool, .bool]), .tuple([.bool(true)])), (.string, .bytes([])), (.bytes, .string("")),
  ])
  func valuesThatDoNotFit(_ type: ABIType, _ value: ABIValue) {
    #expect(throws: EthereumError.self) { try ABIEncoder.encode([value], as: [type]) }
  }

  /// What Solidity's decoder refuses: bits outside the type, offsets and lengths outside the data.
  @Test(arguments: [
    ("uint8", "0100"), ("bool", "02"), ("address", "010000000000000000000000000000000000000000"), ("int8", "80"),
    ("bytes", "20"), ("bytes", "ffffffff"), ("uint256[]", "20"), ("string", "7fffffffffffffff"),
  ])
  func dirtyWords(_ type: String, _ digits: String) throws {
    let type = try ABIType(type)
    #expect(throws: EthereumError.self) { try ABIDecoder.decode(Hex.decode(word(digits)), as: [type]) }
  }

  @Test func fixedBytesMustBeClean() throws {
    let word = [UInt8](repeating: 0xFF, count: 32)
    #expect(throws: EthereumError.self) { try ABIDecoder.decode(word, as: [.fixedBytes(count: 31)]) }
    #expect(try ABIDecoder.decode(word, as: [.bytes32]) == [.bytes(word)])
  }

  @Test func textMustBeUTF8() throws {
    let data = try ABIEncoder.encode([.bytes([0xC3, 0x28])], as: [.bytes])
    #expect(throws: EthereumError.self) { try ABIDecoder.decode(data, as: [.string]) }
  }

  @Test func unusualLayoutIsOnlyCanonicalWhereItShouldBe() throws {
    // Two strings that share one tail.
    let data = try Hex.decode(word("40") + word("40") + word("1") + "61" + String(repeating: "0", count: 62))
    #expect(try ABIDecoder.decode(data, as: [.string, .string]) == [.string("a"), .string("a")])
    #expect(throws: EthereumError.self) { try ABIDecoder.decode(data, as: [.string, .string], canonical: true) }
  }

  /// A few hundred bytes whose offsets all point at the same place would unfold to more than memory holds.
  @Test func hostileDataDoesNotUnfold() throws {
    var type = ABIType.uint256
    for _ in 0..<10 { type = .array(type) }
    // Every array has eight elements, which all begin at the one array behind it: 8^10 numbers.
    var digits = word("20")
    for _ in 0..<9 { digits += word("8") + String(repeating: word("100"), count: 8) }
    digits += word("8") + String(repeating: word("1"), count: 8)
    #expect(throws: EthereumError.self) { try ABIDecoder.decode(Hex.decode(digits), as: [type]) }
    let huge = ABIType.fixedArray(.tuple(of: []), count: 1 << 32)
    #expect(throws: EthereumError.self) { try ABIDecoder.decode([], as: [huge]) }
    let wide = try ABIType("uint256[4294967296][4294967296][4294967296]")
    #expect(throws: EthereumError.self) { try ABIDecoder.decode([UInt8](repeating: 0, count: 64), as: [wide]) }
  }

  @Test func packedEncoding() throws {
    // The example of the Solidity documentation.
    let packed = try ABIPacked.encode(
      [.int(-1), .bytes([0x42]), .uint(3), .string("Hello, world!")],
      as: [.int(bits: 16), .fixedBytes(count: 1), .uint(bits: 16), .string])
    #expect(Hex.encode(packed) == "ffff42000348656c6c6f2c20776f726c6421")
    let array = try ABIPacked.encode([.array([.uint(1)])], as: [.array(.uint(bits: 8))])
    #expect(Hex.encode(array) == word("1"))
    #expect(throws: EthereumError.self) { try ABIPacked.encode([.tuple([])], as: [.tuple([])]) }
    #expect(throws: EthereumError.self) { try ABIPacked.encode([.array([.string("")])], as: [.array(.string)]) }
  }
}
