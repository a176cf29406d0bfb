package import Cryptography

/// Structured data to be signed (EIP-712): types, the domain it counts in, and the message.
package struct TypedData: Sendable {
  /// A member of a structure: its name, and its type in Solidity's notation.
  package struct Member: Sendable, Hashable {
    package let name: String
    package let type: String

    package init(_ name: String, _ type: String) {
      self.name = name
      self.type = type
    }
  }

  /// The structures by name; `EIP712Domain` is added from the domain if it is not among them.
  package let types: [String: [Member]]
  package let primaryType: String
  package let domain: JSON
  package let message: JSON
  private let encoder: TypedDataEncoder

  /// - Throws: `malformedTypedData` where types are missing, unknown or not well formed.
  package init(
    types: [String: [Member]], primaryType: String, domain: TypedDataDomain, message: JSON
  ) throws(EthereumError) {
    try self.init(types: types, primaryType: primaryType, domain: domain.json, message: message)
  }

  /// Reads the JSON of `eth_signTypedData_v4`: an object with types, primaryType, domain and message.
  /// - Throws: `malformedTypedData`.
  package init(json: JSON) throws(EthereumError) {
    guard let definitions = json["types"]?.object, let primaryType = json["primaryType"]?.string,
      let domain = json["domain"], let message = json["message"]
    else { throw EthereumError(.malformedTypedData, "typed data needs types, primaryType, domain and message") }
    var types = [String: [Member]]()
    for (name, members) in definitions {
      guard let members = members.array else {
        throw EthereumError(.malformedTypedData, "the members of a type are not a list")
      }
      var list = [Member]()
      for member in members {
        guard let memberName = member["name"]?.string, let type = member["type"]?.string else {
          throw EthereumError(.malformedTypedData, "a member of a type has no name or no type")
        }
        list.append(Member(memberName, type))
      }
      types[name] = list
    }
    try self.init(types: types, primaryType: primaryType, domain: domain, message: message)
  }

  /// Reads the JSON of `eth_signTypedData_v4`.
  /// - Throws: `malformedJSON`, `malformedTypedData`.
  package init(jsonText: some Sequence<UInt8>) throws(EthereumError) { try self.init(json: JSON(parsing: jsonText)) }

  package init(
    types: [String: [Member]], primaryType: String, domain: JSON, message: JSON
  ) throws(EthereumError) {
    var types = types
    if types[TypedDataDomain.typeName] == nil {
      types[TypedDataDomain.typeName] = try TypedDataDomain.members(of: domain)
    }
    self.types = types
    self.primaryType = primaryType
    self.domain = domain
    self.message = message
    encoder = try TypedDataEncoder(types)
    guard types[primaryType] != nil else {
      throw EthereumError(.malformedTypedData, "the primary type is not among the types")
    }
  }

  /// The hash that is signed: H(0x1901 ‖ domain separator ‖ hash of the message).
  package var signingHash: Hash256 {
    get throws(EthereumError) {
      // Where the message is of the domain's own type, there is nothing else to sign.
      let parts =
        primaryType == TypedDataDomain.typeName
        ? try domainSeparator.bytes : try domainSeparator.bytes + messageHash.bytes
      return Keccak256.hash([0x19, 0x01] + parts)
    }
  }

  package var domainSeparator: Hash256 {
    get throws(EthereumError) { try encoder.hash(domain, as: TypedDataDomain.typeName) }
  }

  package var messageHash: Hash256 {
    get throws(EthereumError) { try encoder.hash(message, as: primaryType) }
  }

  /// The message's type hash and members as 32-byte words, before hashing (`hashStruct` without the hash).
  package var encodedMessage: [UInt8] {
    get throws(EthereumError) { try encoder.encode(message, as: primaryType) }
  }

  /// Signs it.
  package func signed(by key: SecretKey) throws -> RecoverableSignature { try key.sign(try signingHash) }

  /// Who signed it.
  /// - Throws: `malformedTypedData`, `invalidSignature`.
  package func signer(_ signature: RecoverableSignature) throws(EthereumError) -> Address {
    try PersonalMessage.signer(of: try signingHash, signature)
  }
}
