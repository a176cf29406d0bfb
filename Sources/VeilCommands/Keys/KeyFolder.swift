import ArgumentParser
import Cryptography
import Ethereum
import Foundation

/// Where keystores lie.
struct KeyFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("keystore"),
    help: ArgumentHelp(
      "Folder with keystores; otherwise VEILCAM_KEYSTORE, otherwise veilcam/keystore in the user's data folder.",
      valueName: "dir"))
  var folder: String?

  init() {}

  var keys: KeyFolder {
    let environment = ProcessInfo.processInfo.environment
    if let folder = folder ?? environment["VEILCAM_KEYSTORE"] { return KeyFolder(path: folder) }
    let data = environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    return KeyFolder(path: data + "/veilcam/keystore")
  }
}

/// A folder of keystores, one file an account.
struct KeyFolder {
  let path: String

  /// All keystores in the order of their addresses. Files that are none are left out.
  func list() -> [(path: String, keystore: Keystore)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      let file = path + "/" + name
      return (try? Keystore(contentsOf: file)).map { (file, $0) }
    }
  }

  /// The file of an account, or the file itself if a path was given.
  func find(_ name: String) throws -> String {
    if FileManager.default.fileExists(atPath: name) { return name }
    let wanted = (try? Address(name.hasPrefix("0x") ? name : "0x" + name))
    guard let match = list().first(where: { wanted != nil && $0.keystore.address == wanted }) else {
      throw ValidationError("there is no key “\(name)” in \(path); `veilcam keys list` shows those that are there")
    }
    return match.path
  }

  /// Writes a keystore, which only its owner may read, and returns its path.
  func add(_ keystore: Keystore) throws -> String {
    guard let address = keystore.address else { throw ValidationError("the keystore does not say whose it is") }
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = path + "/" + Hex.encode(address.bytes) + ".json"
    guard !FileManager.default.fileExists(atPath: file) else {
      throw ValidationError("the key of \(address) is in \(path) already")
    }
    try keystore.write(to: file)
    return file
  }
}
