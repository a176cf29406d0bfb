internal import Cryptography
internal import VeilCloudAPI
internal import VeilConsole
internal import Umbral
internal import VeilEvidence

/// The page of an evidence: every hash and how its verification came out.
struct EvidenceView {
  private static let captions = ["First picture", "Impact", "Last picture"]

  private let incident: IncidentReply

  init(_ incident: IncidentReply) { self.incident = incident }

  var page: ConsolePage {
    let previews = incident.state == .verified ? incident.previews : []
    let content = EvidencePage(
      title: "Evidence of an incident",
      subtitle: "\(PlaceText.hour(incident.place.bucket)), \(PlaceText.cell(incident.place))",
      back: Link("Search", to: "/"), badge: badge,
      previews: zip(previews, Self.captions).map { .init(path: "/v1/previews/\($0.hash)", caption: $1) },
      checks: checks,
      groups: [
        ledger, segments, sealed("Protected film", \.protected, incident.protected),
        sealed("Original film", \.original, incident.original), place,
      ])
    return .evidence(content, path: "/evidence")
  }

  private var badge: Badge {
    switch incident.state {
    case .verified: Badge("Verified", .good)
    case .refused: Badge("Refused", .bad)
    case .received, .deployed: Badge("Waiting for files", .wait)
    }
  }

  private var checks: [Check] {
    guard !incident.checks.isEmpty else {
      return [Check("Verification", .open, "It begins when both sealed films and all previews are there.")]
    }
    return incident.checks.map { check in
      Check(check.detail, check.isPassed.map { $0 ? .right : .wrong } ?? .open, check.name)
    }
  }

  private var binding: IncidentBinding? { (try? incident.signedBinding())?.binding }

  private var ledger: FactGroup {
    FactGroup(
      "On the ledger",
      [
        Fact("Incident", hash: incident.incident.description),
        Fact("Evidence contract", hash: incident.evidence?.description),
        Fact("Owner's account of this incident", hash: incident.owner.description),
        Fact("Deployment", hash: incident.transaction?.description),
        Fact("Verification", hash: incident.verification?.description),
        Fact("Camera's key of this incident", hash: (try? incident.signedBinding().signer())?.address.description),
      ].filter { $0.hash != nil })
  }

  private var segments: FactGroup {
    FactGroup(
      "Segments",
      (binding?.segments ?? []).enumerated().flatMap { index, segment in
        [
          Fact("Segment \(index + 1): frame hash", hash: segment.frameHash.description),
          Fact("Segment \(index + 1): content root", hash: segment.contentRoot.description),
          Fact("Segment \(index + 1): videoHash", hash: segment.videoHash.description),
        ]
      })
  }

  private func sealed(
    _ title: String, _ path: KeyPath<IncidentBinding, SealedRendition>, _ upload: IncidentReply.Upload
  ) -> FactGroup {
    let sealed = binding?[keyPath: path]
    let length = upload.state.length.map { "\($0) bytes" } ?? "not uploaded yet"
    return FactGroup(
      title,
      [
        Fact("Ciphertext root", hash: upload.ciphertextRoot.description),
        Fact("Key commitment", hash: sealed?.keyCommitment.description),
        Fact("Owner's Umbral key", hash: sealed?.publicKey.description),
        Fact("Capsule", hash: sealed.map { Hex.encode($0.capsule.simpleBytes, prefix: true) }),
        Fact(
          "Sealed file", length, badge: upload.state.isComplete ? Badge("Complete", .good) : Badge("Incomplete", .wait)),
      ])
  }

  private var place: FactGroup {
    FactGroup(
      "Place and previews",
      [Fact("Place commitment", hash: binding?.placeCommitment.description)]
        + zip(incident.previews, Self.captions).map { Fact($1, hash: $0.hash.description) })
  }
}
