import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilLedger

/// The keys of everybody in a system on one machine, kept in one file that only its owner may read. For trying things
/// out: whoever reads the file is everybody.
struct LocalParties: Sendable {
  private static let names = ["cloud", "relayer", "owner", "requester", "ownerSeed", "requestSeed", "ownerRequestSeed"]
  private static let maximumFileSize = 65_536

  let cloud: SecretKey
  /// Pays for evidence contracts.
  let relayer: SecretKey
  /// The owner's wallet, from which deposits are paid.
  let owner: SecretKey
  let requester: SecretKey
  /// Of the keys of all incidents, see ``OwnerKeys``; never used on a ledger.
  let ownerSeed: SecretKey
  /// Of the keys of all requests of each, see ``RequestKeys``.
  let requestSeed: SecretKey
  let ownerRequestSeed: SecretKey

  /// Those who pay, by what they are.
  var accounts: [(name: String, key: SecretKey)] {
    [("cloud", cloud), ("relayer", relayer), ("owner", owner), ("requester", requester)]
  }

  /// Reads the file, or makes it.
  /// - Parameter funded: accounts that have money, for a new file; without any, new keys are made.
  /// - Throws: `EthereumError` `notReadable`, `malformed`.
  static func open(_ path: String, funded: [SecretKey] = []) throws -> LocalParties {
    if FileManager.default.fileExists(atPath: path) { return try LocalParties(contentsOf: path) }
    let keys = try names.indices.map { $0 < min(4, funded.count) ? funded[$0] : try SecretKey.generate() }
    let members = zip(names, keys).map { name, key in
      (name, JSON.string(key.withUnsafeBytes { Hex.encode(Array($0), prefix: true) }))
    }
    let json = JSON.object(Dictionary(uniqueKeysWithValues: members))
    try PrivateFile.write(Array((json.text + "\n").utf8), to: path)
    return LocalParties(keys)
  }

  private init(contentsOf path: String) throws {
    let json = try JSON(parsing: try PrivateFile.read(path, limit: Self.maximumFileSize))
    self.init(
      try Self.names.map { name in
        guard let text = json[name]?.string else {
          throw EthereumError(.malformedJSON, "\(path) lacks the key of “\(name)”; take another --data folder")
        }
        return try SecretKey(bytes: try Hex.decode(text))
      })
  }

  private init(_ keys: [SecretKey]) {
    (cloud, relayer, owner) = (keys[0], keys[1], keys[2])
    (requester, ownerSeed) = (keys[3], keys[4])
    (requestSeed, ownerRequestSeed) = (keys[5], keys[6])
  }
}
