import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilAgent

/// Opens the keys of a desk with one password, asked for once.
struct DeskKeys {
  let options: DeskOptions
  private let password: SecretBytes

  init(_ options: DeskOptions) throws {
    self.options = options
    password = try options.password.password(for: "your keys")
  }

  /// The account that pays: the one that was named, or the only one that is there.
  func account() async throws -> SecretKey {
    let folder = options.folder.keys
    if let name = options.account { return try await open(try folder.find(name)) }
    let paths = folder.list().filter { $0.keystore.address != ownerName }.map(\.path)
    guard paths.count == 1, let path = paths.first else {
      throw ValidationError(
        paths.isEmpty
          ? "there is no key in \(folder.path); make one with `veilcam keys new`"
          : "there are \(paths.count) keys in \(folder.path); name one with --account")
    }
    return try await open(path)
  }

  private var ownerName: Address? {
    guard let owner = options.owner, let path = try? options.folder.keys.find(owner) else { return nil }
    return (try? Keystore(contentsOf: path))?.address
  }

  /// The owner's keys; a ring without any where no seed was named.
  func ring() async throws -> OwnerKeyRing {
    guard let owner = options.owner else {
      return try OwnerKeyRing(try OwnerKeys(seed: try SecretKey.generate()), count: 0)
    }
    let keys = try OwnerKeys(seed: try await open(try options.folder.keys.find(owner)))
    return try OwnerKeyRing(keys, count: try SlotCounter(of: keys.name, in: options.folder.keys.path).next())
  }

  /// The seed of the request keys, made with the first request and kept as a keystore in the desk's folder.
  func requestKeys() async throws -> RequestKeys {
    let path = options.statePath + "/requests.json"
    if FileManager.default.fileExists(atPath: path) { return try RequestKeys(seed: try await open(path)) }
    try FileManager.default.createDirectory(
      atPath: options.statePath, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let seed = try SecretKey.generate()
    try await KeystoreWorker.shared.make(seed, password: password).write(to: path)
    return try RequestKeys(seed: seed)
  }

  private func open(_ path: String) async throws -> SecretKey {
    try await KeystoreWorker.shared.open(try Keystore(contentsOf: path), password: password)
  }
}
