import Cryptography
import Ethereum
import Testing

@Suite struct TypedDataTests {
  private static let types: [String: [TypedData.Member]] = [
    "Mail": [.init("from", "Person"), .init("to", "Person[]"), .init("contents", "string")],
    "Person": [.init("name", "string"), .init("wallets", "address[2]")],
  ]
  private static let person: JSON = [
    "name": "Bob",
    "wallets": ["0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "0xcccccccccccccccccccccccccccccccccccccccc"],
  ]
  private static let message: JSON = ["from": person, "to": [person, person], "contents": "Hello"]
  private static let domain = TypedDataDomain(name: "Veilcam", version: "1", chainID: 5, verifyingContract: .zero)

  @Test func hashesFollowTheStandard() throws {
    let data = try TypedData(types: Self.types, primaryType: "Mail", domain: Self.domain, message: Self.message)
    let hash = { (text: String) in Keccak256.hash(text.utf8).bytes }
    let wallets = try Self.person["wallets"]?.array.map { items in
      try items.flatMap { try ABIEncoder.encode([ABIValue($0, as: .address)], as: [.address]) }
    }
    let person =
      hash("Person(string name,address[2] wallets)") + hash("Bob") + Keccak256.hash(try #require(wallets)).bytes
    let personHash = Keccak256.hash(person).bytes
    let expected =
      hash("Mail(Person from,Person[] to,string contents)Person(string name,address[2] wallets)") + personHash
      + Keccak256.hash(personHash + personHash).bytes + hash("Hello")
    #expect(try data.encodedMessage == expected)
    let domain =
      hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)") + hash("Veilcam")
      + hash("1") + UInt256(5).bigEndianBytes + [UInt8](repeating: 0, count: 32)
    #expect(try data.domainSeparator == Keccak256.hash(domain))
    #expect(
      try data.signingHash
        == Keccak256.hash([0x19, 0x01] + Keccak256.hash(domain).bytes + Keccak256.hash(expected).bytes))
    let key = try SecretKey(bytes: [UInt8](repeating: 1, count: 32))
    #expect(try data.signer(data.signed(by: key)) == key.address)
  }

  @Test func aTypeMayContainItselfAndEndWithNull() throws {
    let types: [String: [TypedData.Member]] = ["Node": [.init("value", "uint256"), .init("next", "Node")]]
    let data = try TypedData(
      types: types, primaryType: "Node", domain: TypedDataDomain(),
      message: ["value": .integer(1), "next": ["value": .integer(2), "next": .null]])
    let type = Keccak256.hash("Node(uint256 value,Node next)".utf8).bytes
    let inner = type + UInt256(2).bigEndianBytes + [UInt8](repeating: 0, count: 32)
    #expect(try data.encodedMessage == type + UInt256(1).bigEndianBytes + Keccak256.hash(inner).bytes)
  }

  @Test(arguments: [
    ["Mail": [TypedData.Member("a", "Missing")]], ["Mail": [.init("a", "uint256"), .init("a", "bool")]],
    ["Mail": [.init("a", "uint256[")]], ["Mail": [.init("a", "uint256[x]")]], ["Mail": [.init("a", "uint256]")]],
    ["Mail": [.init("", "uint256")]], ["Mail": [.init("a b", "uint256")]], ["Mail": [.init("a", "function")]],
    ["Mail": [.init("a", "(uint256)")]], ["Mail": [.init("a", "uint257")]],
    ["uint256": [.init("a", "bool")], "Mail": []],
    ["Ma il": [], "Mail": []], ["Mail,": [], "Mail": []], ["Other": []],
    ["Mail": [.init("a", "bool" + String(repeating: "[]", count: 100))]],
  ])
  func malformedTypes(_ types: [String: [TypedData.Member]]) {
    #expect(throws: EthereumError.self) {
      try TypedData(types: types, primaryType: "Mail", domain: TypedDataDomain(), message: [:])
    }
  }

  @Test(arguments: [
    JSON.null, [], "text", [:], ["from": person, "to": [], "contents": .integer(1)],
    ["from": person, "to": [], "contents": "a", "extra": "b"], ["from": person, "to": person, "contents": "a"],
    ["from": ["name": "Bob", "wallets": []], "to": [], "contents": "a"],
    ["from": ["name": "Bob", "wallets": ["0x12", "0x34"]], "to": [], "contents": "a"],
    ["from": person, "to": [.integer(4)], "contents": "a"],
  ])
  func messagesThatDoNotFitTheirTypes(_ message: JSON) throws {
    let data = try TypedData(types: Self.types, primaryType: "Mail", domain: Self.domain, message: message)
    #expect(throws: EthereumError.self) { try data.signingHash }
  }

  @Test(arguments: [
    "{}", "[]", "{\"types\":{},\"primaryType\":\"A\",\"domain\":{}}",
    "{\"types\":{\"A\":[]},\"primaryType\":\"A\",\"domain\":{\"wrong\":1},\"message\":{}}",
    "{\"types\":{\"A\":[{\"name\":\"x\"}]},\"primaryType\":\"A\",\"domain\":{},\"message\":{}}",
    "{\"types\":{\"A\":{}},\"primaryType\":\"A\",\"domain\":{},\"message\":{}}",
    "{\"types\":{\"A\":[]},\"primaryType\":\"B\",\"domain\":{},\"message\":{}}",
    "{\"types\":{\"A\":[]},\"primaryType\":\"A\",\"domain\":7,\"message\":{}}",
  ])
  func malformedJSON(_ text: String) {
    #expect(throws: EthereumError.self) { try TypedData(jsonText: text.utf8) }
  }
}
