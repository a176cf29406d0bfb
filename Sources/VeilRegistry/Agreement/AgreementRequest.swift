package import Cryptography
package import Ethereum

/// What a manager asks another one to agree to: what, why, for which case, and until when.
package struct AgreementRequest: Sendable, Hashable {
  /// The longest that an agreement may hold: 30 days.
  package static let maximumDuration: UInt64 = 30 * 86_400

  /// The registry, by the hash of its audit log's first line.
  package let registry: Hash256
  /// The account of the manager who asks, and who alone can use the agreement.
  package let asker: Address
  package let subject: AgreementSubject
  package let reason: String
  package let caseNumber: String
  /// Seconds since 1970.
  package let askedAt: UInt64
  /// Seconds since 1970; from this second on it is worth nothing.
  package let expiresAt: UInt64
  /// Tells two requests for the same apart.
  package let nonce: Hash256
  /// The words of a query, encrypted for each manager who may agree. Not signed: who agrees makes the query's value of
  /// them anew.
  package let words: [Address: [UInt8]]

  /// EIP-712: `Agreement(address asker,string subject,string reason,string caseNumber,uint64 askedAt,uint64
  /// expiresAt,bytes32 nonce)`, in a domain whose salt is the registry.
  package func typedData() throws -> TypedData {
    let members: [TypedData.Member] = [
      .init("asker", "address"), .init("subject", "string"), .init("reason", "string"), .init("caseNumber", "string"),
      .init("askedAt", "uint64"), .init("expiresAt", "uint64"), .init("nonce", "bytes32"),
    ]
    return try TypedData(
      types: ["Agreement": members], primaryType: "Agreement",
      domain: TypedDataDomain(name: "Veilcam registry", version: "1", salt: registry),
      message: [
        "asker": .string(asker.description), "subject": .string(subject.description), "reason": .string(reason),
        "caseNumber": .string(caseNumber), "askedAt": .integer(askedAt), "expiresAt": .integer(expiresAt),
        "nonce": .string(nonce.description),
      ])
  }
}

extension AgreementRequest {
  /// Longer files are none of ours.
  package static let maximumByteCount = 1 << 20

  package var json: JSON {
    var members: [String: JSON] = [
      "version": .integer(1), "registry": .string(registry.description), "asker": .string(asker.description),
      "subject": .string(subject.description), "reason": .string(reason), "case": .string(caseNumber),
      "askedAt": .integer(askedAt), "expiresAt": .integer(expiresAt), "nonce": .string(nonce.description),
    ]
    if !words.isEmpty {
      members["words"] = .object(
        Dictionary(uniqueKeysWithValues: words.map { ($0.key.description, .string(Hex.encode($0.value))) }))
    }
    return .object(members)
  }

  /// Reads what ``json`` wrote.
  /// - Throws: ``RegistryError`` `invalidQuery`
  package init(bytes: [UInt8]) throws(RegistryError) {
    guard bytes.count <= Self.maximumByteCount, let json = try? JSON(parsing: bytes) else { throw Self.malformed }
    try self.init(json: json)
  }

  init(json: JSON) throws(RegistryError) {
    guard json["version"]?.int == 1, let registry = json["registry"]?.string.flatMap({ Hash256(hex: $0) }),
      let asker = json["asker"]?.string.flatMap({ try? Address($0) }),
      let subject = json["subject"]?.string.flatMap({ AgreementSubject($0) }), let reason = json["reason"]?.string,
      let caseNumber = json["case"]?.string, let askedAt = json["askedAt"]?.int.flatMap({ UInt64(exactly: $0) }),
      let expiresAt = json["expiresAt"]?.int.flatMap({ UInt64(exactly: $0) }),
      let nonce = json["nonce"]?.string.flatMap({ Hash256(hex: $0) })
    else { throw Self.malformed }
    var words: [Address: [UInt8]] = [:]
    for (account, value) in json["words"]?.object ?? [:] {
      guard let account = try? Address(account), let bytes = value.string.flatMap({ try? Hex.decode($0) }) else {
        throw Self.malformed
      }
      words[account] = bytes
    }
    self.init(
      registry: registry, asker: asker, subject: subject, reason: reason, caseNumber: caseNumber, askedAt: askedAt,
      expiresAt: expiresAt, nonce: nonce, words: words)
  }

  static let malformed = RegistryError(
    .invalidQuery, "this is no request for an agreement, and no agreement; write one with `veilcam registry ask`")
}
