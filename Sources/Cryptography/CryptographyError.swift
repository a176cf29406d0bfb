/// Why a cryptographic operation was refused, in one sentence that says what to do. Never carries key material.
package struct CryptographyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    case invalidHex, invalidLength, invalidSecretKey, invalidPublicKey, invalidSignature, invalidScalar
    case invalidAddress, wrongChecksum, degenerateResult, authenticationFailed, notReadable, outOfMemory
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
