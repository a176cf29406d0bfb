package import Cryptography

/// Where typed data counts, so that a signature for one application or chain is worth nothing in another (EIP-712).
package struct TypedDataDomain: Sendable, Hashable {
  static let typeName = "EIP712Domain"

  /// The members in the order of the standard.
  private static let standard: [TypedData.Member] = [
    .init("name", "string"), .init("version", "string"), .init("chainId", "uint256"),
    .init("verifyingContract", "address"), .init("salt", "bytes32"),
  ]

  package var name: String?
  package var version: String?
  package var chainID: UInt256?
  package var verifyingContract: Address?
  package var salt: Hash256?

  package init(
    name: String? = nil, version: String? = nil, chainID: UInt256? = nil, verifyingContract: Address? = nil,
    salt: Hash256? = nil
  ) {
    self.name = name
    self.version = version
    self.chainID = chainID
    self.verifyingContract = verifyingContract
    self.salt = salt
  }

  /// The domain as typed data carries it; what is nil is left out.
  package var json: JSON {
    var members = [String: JSON]()
    members["name"] = name.map { .string($0) }
    members["version"] = version.map { .string($0) }
    members["chainId"] = chainID.map { .string($0.description) }
    members["verifyingContract"] = verifyingContract.map { .string($0.description) }
    members["salt"] = salt.map { .string($0.description) }
    return .object(members)
  }

  /// The type of a domain that was given without one.
  static func members(of domain: JSON) throws(EthereumError) -> [TypedData.Member] {
    guard let given = domain.object else { throw EthereumError(.malformedTypedData, "the domain is not an object") }
    guard given.keys.allSatisfy({ name in standard.contains { $0.name == name } }) else {
      throw EthereumError(.malformedTypedData, "the domain has a member that the standard does not know")
    }
    return standard.filter { given[$0.name] != nil }
  }
}
