/// Why an Ethereum value could not be read, made, signed or opened, in one sentence that says what to do.
///
/// No message carries a secret: no password, seed, phrase or private key, and no part of one.
package struct EthereumError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Arithmetic left the range of the type, or the divisor was zero.
    case overflow
    /// A number, hexadecimal string, JSON text or RLP item is not well formed.
    case malformedNumber, malformedHex, malformedJSON, malformedRLP
    /// An ABI type, signature, definition or encoding is not well formed; a value does not fit its type.
    case malformedType, malformedDefinition, malformedABI, valueDoesNotFit
    /// The transaction is not well formed, of an unknown type, or against the rules of the fork.
    case malformedTransaction, unsupportedTransaction, invalidTransaction
    /// The signature is out of range, of another chain, or recovers to nobody.
    case invalidSignature, wrongChain
    /// The typed data of EIP-712 contradicts itself.
    case malformedTypedData
    /// The address, private key, derivation path or recovery phrase is not valid.
    case malformedAddress, invalidKey, malformedPath, malformedPhrase
    /// The keystore opens with another password; it is damaged; it uses what we do not know or refuse to compute.
    case wrongPassword, corruptedKeystore, unsupportedKeystore
    /// The file could not be read or written.
    case notReadable, notWritable
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
