package import Cryptography

/// One of the cloud's two Merkle logs.
package enum CloudLog: String, Sendable, Hashable, Codable, CaseIterable {
  case records, audit

  /// Its number on the ledger's Anchor.
  package var number: UInt8 { self == .records ? 1 : 2 }
}

/// `GET /v1/log/{log}`: the log as it is now.
package struct LogHeadReply: Sendable, Hashable, Codable {
  /// What was anchored on the ledger last.
  package struct Anchored: Sendable, Hashable, Codable {
    package let size: Int
    package let root: Hash256
    package let transaction: Hash256
    /// Milliseconds since 1970.
    package let time: UInt64

    package init(size: Int, root: Hash256, transaction: Hash256, time: UInt64) {
      self.size = size
      self.root = root
      self.transaction = transaction
      self.time = time
    }
  }

  package let log: CloudLog
  package let size: Int
  package let root: Hash256
  /// Milliseconds since 1970.
  package let time: UInt64
  /// By the cloud's account, EIP-191 over the text "veilcam.log-head.v1\nlog\nsize\nroot\ntime".
  package let signature: HexBytes
  package let anchored: Anchored?

  package init(
    log: CloudLog, size: Int, root: Hash256, time: UInt64, signature: HexBytes, anchored: Anchored?
  ) {
    self.log = log
    self.size = size
    self.root = root
    self.time = time
    self.signature = signature
    self.anchored = anchored
  }

  /// The text that is signed.
  package static func message(log: CloudLog, size: Int, root: Hash256, time: UInt64) -> String {
    "veilcam.log-head.v1\n\(log.rawValue)\n\(size)\n\(root)\n\(time)"
  }
}

/// `GET /v1/log/{log}/inclusion`: that an entry is in the log.
package struct InclusionReply: Sendable, Hashable, Codable {
  package let entry: Hash256
  package let root: Hash256
  /// docs/formats.md section 1.
  package let proof: JSONValue

  package init(entry: Hash256, root: Hash256, proof: JSONValue) {
    self.entry = entry
    self.root = root
    self.proof = proof
  }
}

/// `GET /v1/log/{log}/consistency`: that the log only grew.
package struct ConsistencyReply: Sendable, Hashable, Codable {
  package let firstRoot: Hash256
  package let secondRoot: Hash256
  /// docs/formats.md section 1.
  package let proof: JSONValue

  package init(firstRoot: Hash256, secondRoot: Hash256, proof: JSONValue) {
    self.firstRoot = firstRoot
    self.secondRoot = secondRoot
    self.proof = proof
  }
}

/// `GET /v1/log/{log}/entries`.
package struct LogEntriesReply: Sendable, Hashable, Codable {
  package struct Entry: Sendable, Hashable, Codable {
    package let index: Int
    /// What the Merkle tree is over. Of the audit log: H(text).
    package let entry: Hash256
    /// Canonical JSON, in the audit log only.
    package let text: String?

    package init(index: Int, entry: Hash256, text: String?) {
      self.index = index
      self.entry = entry
      self.text = text
    }
  }

  package let log: CloudLog
  package let size: Int
  package let entries: [Entry]

  package init(log: CloudLog, size: Int, entries: [Entry]) {
    self.log = log
    self.size = size
    self.entries = entries
  }
}
