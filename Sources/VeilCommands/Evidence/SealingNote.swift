import Cryptography
import Foundation
import Umbral
import VeilEvidence

/// What is public of a sealed file and needed to open it, written beside it as JSON.
struct SealingNote: Codable {
  let version: Int
  let incident: Hash256
  let rendition: String
  let publicKey: String
  let capsule: String
  let ciphertextRoot: Hash256
  let keyCommitment: Hash256

  init(_ sealed: SealedRendition, incident: IncidentID, rendition: Rendition) {
    version = 1
    self.incident = incident.value
    self.rendition = rendition.description
    publicKey = Hex.encode(sealed.publicKey.compressed, prefix: true)
    capsule = Hex.encode(sealed.capsule.simpleBytes, prefix: true)
    ciphertextRoot = sealed.ciphertextRoot
    keyCommitment = sealed.keyCommitment
  }

  static func path(of sealed: String) -> String { sealed + ".json" }

  init(contentsOf path: String) throws {
    let bytes = try EvidenceFiles.bytes(path)
    guard let note = try? JSONDecoder().decode(SealingNote.self, from: Data(bytes)) else {
      throw EvidenceError(.malformed, "\(path) is no note of a sealed file; name the right one with --note")
    }
    self = note
    guard version == 1 else { throw EvidenceError(.unsupportedVersion, "\(path) was written by a newer veilcam") }
  }

  func sealed() throws -> SealedRendition {
    SealedRendition(
      publicKey: try PublicKey(compressed: try Hex.decode(publicKey)),
      capsule: try Capsule(simple: try Hex.decode(capsule)), ciphertextRoot: ciphertextRoot,
      keyCommitment: keyCommitment)
  }

  /// The session key from a seed, if it is the one that was committed to.
  func sessionKey(_ seed: KeySeed) throws -> SessionKey {
    let key = try SessionKey(
      seed: seed, incident: IncidentID(incident), rendition: try Rendition(name: rendition))
    try key.check(keyCommitment)
    return key
  }
}
