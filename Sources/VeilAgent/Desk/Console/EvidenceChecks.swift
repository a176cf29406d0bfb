import Cryptography
import Umbral
import VeilConsole
import VeilEvidence

/// What can be verified of an incident before anything is paid, and every hash of it.
struct EvidenceChecks {
  let found: FoundIncident
  let evidence: DeskEvidence
  let rules: SharingRules

  var list: [Check] { [binding, status, place, previews] }

  private var binding: Check {
    let isOurs = evidence.binding.chainID == rules.chainID && evidence.binding.factory == rules.factory
    guard isOurs, let device = try? evidence.device() else {
      return Check("Signature of the camera", .wrong, "the binding is not signed for this ledger")
    }
    return Check(
      "Signature of the camera", .right,
      "device \(DeskText.short(device)) signed owner, keys, capsules and hashes for this ledger; recomputed here")
  }

  private var status: Check {
    switch evidence.status {
    case .verified:
      Check(
        "Recording and ciphertext", .right,
        "checked by the cloud against the stored record; status read from the ledger")
    case .pending: Check("Recording and ciphertext", .open, "the cloud has not finished checking")
    case .refused: Check("Recording and ciphertext", .wrong, "the cloud has refused this evidence")
    }
  }

  private var place: Check {
    guard let claim = found.claim else {
      return Check("Place and hour", .open, "shown by the cloud; compared with the film when it is opened")
    }
    let signer = try? claim.signer(chainID: rules.chainID, factory: rules.factory)
    guard let signer, signer == (try? evidence.device()), claim.claim.incident == evidence.incident,
      claim.claim.place == found.place
    else { return Check("Place and hour", .wrong, "what the search shows is not signed by the camera") }
    return Check("Place and hour", .right, "signed by the same camera; compared with the film when it is opened")
  }

  private var previews: Check {
    found.previews == evidence.binding.previews
      ? Check("Previews", .right, "their hashes are those of the binding; each is checked before it is shown")
      : Check("Previews", .wrong, "the cloud shows other previews than the camera signed")
  }

  /// Every hash on the ledger.
  static func groups(_ evidence: DeskEvidence) -> [FactGroup] {
    let binding = evidence.binding
    var groups = [
      FactGroup(
        "Evidence",
        [
          Fact("Incident", hash: binding.incident.description),
          Fact("Evidence contract", hash: evidence.address.description),
          Fact("Owner's account", hash: binding.owner.description),
          Fact("Device", hash: (try? evidence.device())?.description ?? "nobody has signed"),
          Fact("Place commitment", hash: binding.placeCommitment.description),
        ])
    ]
    for rendition in [Rendition.protected, .original] {
      let sealed = binding.sealed(rendition)
      groups.append(
        FactGroup(
          rendition == .protected ? "Protected film" : "Original film",
          [
            Fact("Ciphertext root", hash: sealed.ciphertextRoot.description),
            Fact("Key commitment", hash: sealed.keyCommitment.description),
            Fact("Owner's key", hash: Hex.encode(sealed.publicKey.compressed, prefix: true)),
            Fact("Capsule", hash: Hex.encode(sealed.capsule.simpleBytes, prefix: true)),
          ]))
    }
    groups.append(
      FactGroup(
        "Recordings",
        binding.segments.enumerated().flatMap { index, segment in
          [
            Fact("Segment \(index + 1), video hash", hash: segment.videoHash.description),
            Fact("First picture", hash: segment.frameHash.description),
            Fact("Content root", hash: segment.contentRoot.description),
          ]
        }))
    return groups
  }
}
