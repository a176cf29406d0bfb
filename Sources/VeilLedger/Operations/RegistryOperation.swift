package import Cryptography
internal import Ethereum

/// Something that the authority or a manager of the risk registry does there. All but the authority's two need a manager.
package enum RegistryOperation: Sendable, Hashable {
  /// The authority lets a manager write; the hash is that of the key for which data keys are wrapped.
  case enroll(manager: Address, keyHash: Hash256)
  /// The authority takes that away.
  case dismiss(manager: Address)
  /// Appends an entry; `supersedes` is the number of the one that it replaces, 0 for a new record.
  case register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64)
  /// Revokes an entry, for good.
  case revoke(number: UInt64, RegistryRevocation)
  /// Writes the size and the root of the registry's audit log.
  case anchor(size: UInt64, root: Hash256)

  /// The contract's name for it.
  var function: String {
    switch self {
    case .enroll: "enroll"
    case .dismiss: "dismiss"
    case .register: "register"
    case .revoke: "revoke"
    case .anchor: "anchor"
    }
  }

  var arguments: [ABIValue] {
    switch self {
    case .enroll(let manager, let keyHash): [.address(manager), .hash(keyHash)]
    case .dismiss(let manager): [.address(manager)]
    case .register(let commitment, let ciphertextHash, let supersedes):
      [.hash(commitment), .hash(ciphertextHash), .uint(UInt256(supersedes))]
    case .revoke(let number, let reason): [.uint(UInt256(number)), .uint(UInt256(UInt64(reason.rawValue)))]
    case .anchor(let size, let root): [.uint(UInt256(size)), .hash(root)]
    }
  }
}
