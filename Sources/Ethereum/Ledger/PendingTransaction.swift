package import Cryptography

/// A transaction on its way, with all that was sent for it: the first attempt and its replacements, all of one nonce.
package struct PendingTransaction: Sendable, Hashable {
  package let sender: Address
  package private(set) var attempts: [SignedTransaction]

  init(sender: Address, _ first: SignedTransaction) {
    self.sender = sender
    attempts = [first]
  }

  package var nonce: UInt64 { attempts.first?.transaction.nonce ?? 0 }

  /// The hash of the last attempt.
  package var hash: Hash256 {
    get throws(EthereumError) {
      guard let last = attempts.last else { throw Self.empty }
      return try last.hash
    }
  }

  mutating func append(_ attempt: SignedTransaction) { attempts.append(attempt) }

  /// The attempts as bytes, to be kept over a restart.
  package var encodedAttempts: [[UInt8]] {
    get throws(EthereumError) {
      var encodings = [[UInt8]]()
      for attempt in attempts { encodings.append(try attempt.encoded) }
      return encodings
    }
  }

  /// Reads what `encodedAttempts` wrote.
  /// - Throws: `EthereumError`, also where the attempts are not of one sender and nonce.
  package init(encodedAttempts: [[UInt8]]) throws(EthereumError) {
    var attempts = [SignedTransaction]()
    for bytes in encodedAttempts { attempts.append(try SignedTransaction(bytes)) }
    guard let first = attempts.first else { throw Self.empty }
    sender = try first.sender
    for attempt in attempts {
      guard try attempt.sender == sender, attempt.transaction.nonce == first.transaction.nonce else {
        throw EthereumError(.invalidTransaction, "the attempts are not of one transaction")
      }
    }
    self.attempts = attempts
  }

  private static let empty = EthereumError(.invalidTransaction, "there is no attempt to send")
}
