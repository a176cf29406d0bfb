package import Umbral
package import VeilEvidence

/// A dispute that was checked on this machine and found to be right. There is no other way to get one, because a proof
/// of a good rekey or a good capsule would give the owner's key away.
package struct FoundedDispute: Sendable, Hashable {
  /// What the owner or the camera did wrong.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case badRekey = "bad rekey"
    case badKey = "bad key"
    case falsePlace = "false place"
  }

  /// What the ledger is shown.
  package enum Proof: Sendable, Hashable {
    case badRekey(BadRekeyProof)
    case badKey(BadKeyProof)
    case falsePlace(OpenedPlace, claim: SignedPlaceClaim)
  }

  package let proof: Proof

  /// Made by ``KeyJudge`` and ``PlaceJudge`` only.
  init(_ proof: Proof) { self.proof = proof }

  package var kind: Kind {
    switch proof {
    case .badRekey: .badRekey
    case .badKey: .badKey
    case .falsePlace: .falsePlace
    }
  }

  /// What it is about, for a person.
  package var explanation: String {
    switch proof {
    case .badRekey: "The key that the owner sent does not fit the public key of the evidence."
    case .badKey: "The capsule holds another key than the one that the evidence commits to."
    case .falsePlace: "The evidence commits to another place or hour than the camera signed for the search."
    }
  }
}
