internal import Cryptography

/// The keys of both processes.
enum Keys {
  static func key(_ name: String) throws -> SecretKey {
    try SecretKey(bytes: Keccak256.hash("veilcam bench \(name)".utf8).bytes)
  }
}
