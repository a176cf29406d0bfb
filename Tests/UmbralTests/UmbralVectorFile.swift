import Cryptography
import Foundation

@testable import Umbral

/// A file of the family `umbral` as recorded with umbral-pre.
struct UmbralVectorFile: Decodable {
  let u_point: String
  let secret_key_factory: Factory
  let hash_to_scalar: [HashToScalar]
  let kdf: [Derivation]
  let deterministic: [Run]
  let recorded: [Recording]
  let negative: [Negative]

  /// `seed`, and texts or tables of what is made of it.
  struct Factory: Decodable {
    let seed: String
    let make_key, public_key, make_secret: [String: String]
    /// Keys named `make_factory(label).make_key(label)`.
    let nested: [String: String]

    init(from decoder: any Decoder) throws {
      let entries = try decoder.singleValueContainer().decode([String: Entry].self)
      seed = entries["seed"]?.text ?? ""
      make_key = entries["make_key"]?.table ?? [:]
      public_key = entries["public_key"]?.table ?? [:]
      make_secret = entries["make_secret"]?.table ?? [:]
      nested = entries.filter { $0.key.contains("make_factory") }.compactMapValues(\.text)
    }

    private enum Entry: Decodable {
      case text(String)
      case table([String: String])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
          self = .text(text)
        } else {
          self = .table(try container.decode([String: String].self))
        }
      }

      var text: String? { if case .text(let text) = self { text } else { nil } }
      var table: [String: String]? { if case .table(let table) = self { table } else { nil } }
    }
  }

  struct HashToScalar: Decodable {
    let dst, data, scalar: String
  }

  struct Derivation: Decodable {
    let seed, info, okm: String
    let len: Int
  }

  /// A run with every random value given.
  struct Run: Decodable {
    let name: String
    let threshold, shares: Int
    let sign_delegating_key, sign_receiving_key: Bool
    let delegating_sk, delegating_pk, receiving_sk, receiving_pk, signer_sk, verifying_pk: String
    let random: Randomness
    let plaintext, capsule_simple, capsule_msgpack, key_seed, dem_key, ciphertext: String
    let precursor, dh_point, d: String
    let kfrags: [Fragment]
    let cfrags: [Reencrypted]
    let opened_with: [Int]
    let lambda_: [String]
    let evidence_of_cfrag0: Evidence
  }

  struct Randomness: Decodable {
    let r, u, dem_nonce, precursor_sk: String
    let coefficients_1_up, kfrag_ids, t: [String]
  }

  struct Fragment: Decodable {
    let id, share_index, key, commitment, signature_for_proxy, signature_for_receiver, msgpack: String
  }

  struct Reencrypted: Decodable {
    let simple, msgpack, h: String
  }

  struct Evidence: Decodable {
    let msgpack, kfrag_validity_message_hash: String
    let kfrag_signature_v: Bool
  }

  /// A run whose randomness nobody knows.
  struct Recording: Decodable {
    let threshold, shares: Int
    let delegating_sk, receiving_sk, signer_sk, plaintext, capsule_msgpack, capsule_simple, ciphertext: String
    let kfrags_msgpack, cfrags_msgpack, cfrags_simple: [String]
  }

  /// Something to be refused, or, with `accepted`, not. Keys that are left out are those of the first run.
  struct Negative: Decodable {
    let kind, error: String
    let capsule_msgpack, kfrag_msgpack, cfrag_msgpack: String?
    let delegating_pk, receiving_pk, verifying_pk: String?
  }
}

/// Secret and public keys out of hexadecimal text.
func secretKey(_ hex: String) throws -> SecretKey { try SecretKey(bytes: try Hex.decode(hex)) }
func publicKey(_ hex: String) throws -> PublicKey { try PublicKey(sec1: try Hex.decode(hex)) }
func secretScalar(_ hex: String) throws -> SecretScalar { try SecretScalar(bytes: try Hex.decode(hex)) }
