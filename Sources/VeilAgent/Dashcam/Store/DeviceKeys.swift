package import Cryptography
internal import Ethereum
internal import Foundation

/// The device's signing keys, each in a file that only its owner may read. They sign records and open no film. A key is
/// on disk before anything names it, and is deleted when nothing is left to sign with it.
package struct DeviceKeys: Sendable {
  private let folder: String

  package init(_ folder: StateFolder) { self.folder = folder.keys }

  /// Keeps a key.
  /// - Throws: `notWritable`.
  package func keep(_ key: SecretKey) throws {
    try PrivateFile.write(key.withUnsafeBytes { Array(Hex.encode($0).utf8) }, to: path(key.address))
  }

  /// - Throws: `keyLost`.
  package func key(of device: Address) throws -> SecretKey {
    guard let text = try? PrivateFile.read(path(device), limit: 200),
      let bytes = try? Hex.decode(String(decoding: text, as: UTF8.self)), let key = try? SecretKey(bytes: bytes),
      key.address == device
    else { throw AgentError(.keyLost, "the signing key of device \(device) is missing or damaged") }
    return key
  }

  /// Deletes a key.
  package func remove(_ device: Address) { unlink(path(device)) }

  /// Deletes keys that nothing names: of a rotation that power ended.
  package func removeAll(but devices: Set<Address>) {
    let kept = Set(devices.map { name($0) })
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !kept.contains(name) {
      unlink(folder + "/" + name)
    }
  }

  private func name(_ device: Address) -> String { Hex.encode(device.bytes) + ".key" }
  private func path(_ device: Address) -> String { folder + "/" + name(device) }
}
