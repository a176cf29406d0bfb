package import Cryptography

/// Which state or block is asked for.
package enum BlockTag: Sendable, Hashable {
  case earliest, latest, pending, safe, finalized
  case number(UInt64)
  /// Only where the node takes a hash: states (EIP-1898), and blocks themselves.
  case hash(Hash256)

  var json: JSON {
    switch self {
    case .earliest: "earliest"
    case .latest: "latest"
    case .pending: "pending"
    case .safe: "safe"
    case .finalized: "finalized"
    case .number(let number): .hex(number)
    case .hash(let hash): ["blockHash": .string(hash.description), "requireCanonical": .bool(true)]
    }
  }
}
