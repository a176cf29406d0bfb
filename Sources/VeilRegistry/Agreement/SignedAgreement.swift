package import Cryptography
package import Ethereum

/// A request that a second manager has signed.
package struct SignedAgreement: Sendable, Hashable {
  package let request: AgreementRequest
  package let signature: RecoverableSignature

  /// - Parameter request: its encrypted words are left out; the signature covers their one-way value.
  init(_ request: AgreementRequest, signature: RecoverableSignature) {
    self.request = AgreementRequest(
      registry: request.registry, asker: request.asker, subject: request.subject, reason: request.reason,
      caseNumber: request.caseNumber, askedAt: request.askedAt, expiresAt: request.expiresAt, nonce: request.nonce,
      words: [:])
    self.signature = signature
  }

  /// What is signed, which the audit log names.
  package var hash: Hash256 { get throws { try request.typedData().signingHash } }

  /// The account that signed.
  /// - Throws: ``RegistryError`` `notAuthorised` where nobody has.
  package func signer() throws -> Address {
    do {
      return try request.typedData().signer(signature)
    } catch is EthereumError {
      throw RegistryError(.notAuthorised, "nobody has signed this agreement; let another manager agree again")
    }
  }

  package var json: JSON {
    guard case .object(var members) = request.json else { return request.json }
    members["signature"] = .string(Hex.encode(signature.bytes, prefix: true))
    return .object(members)
  }

  /// Reads what ``json`` wrote.
  /// - Throws: ``RegistryError``: `invalidQuery`; `notAuthorised` for a request that nobody has signed.
  package init(bytes: [UInt8]) throws(RegistryError) {
    guard bytes.count <= AgreementRequest.maximumByteCount, let json = try? JSON(parsing: bytes) else {
      throw AgreementRequest.malformed
    }
    let request = try AgreementRequest(json: json)
    guard let text = json["signature"]?.string else {
      throw RegistryError(
        .notAuthorised, "this is the request itself; let another manager sign it with `veilcam registry agree`")
    }
    guard let bytes = try? Hex.decode(text), let signature = try? RecoverableSignature(bytes: bytes) else {
      throw AgreementRequest.malformed
    }
    self.init(request, signature: signature)
  }
}
