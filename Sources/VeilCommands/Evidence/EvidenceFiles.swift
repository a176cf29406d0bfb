import Cryptography
import Ethereum
import Foundation
import VeilEvidence
import VeilMedia

/// Small files that the commands of `evidence` read.
enum EvidenceFiles {
  static func bytes(_ path: String) throws -> [UInt8] { try PrivateFile.read(path, limit: 1 << 24) }

  static func records(_ path: String) throws -> [SignedRecord] { try SignedRecord.list(try bytes(path)) }

  /// Writes a small file at once, and surely: the whole of it or nothing appears.
  static func write(_ text: String, to path: String, overwrites: Bool) throws {
    let file = try OutputFile(path, overwrites: overwrites)
    try file.write(text)
    try file.commit()
  }

  static func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return attributes[.size] as? Int ?? 0
  }

  /// Opens a keystore that is named by its address or its path.
  static func key(_ name: String, in folder: KeyFolderOptions, _ password: PasswordOptions) async throws -> SecretKey {
    let keystore = try Keystore(contentsOf: try folder.keys.find(name))
    return try await KeystoreWorker.shared.open(keystore, password: try password.password(for: name))
  }
}
