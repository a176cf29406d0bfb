internal import Cryptography
internal import Ethereum
internal import VeilEvidence

/// Makes events of the values that a log carries, in the order of their definition.
struct EventReader {
  let description: LedgerDescription
  /// The contract that announced it.
  let emitter: Address
  let values: [ABIValue]

  func event(_ kind: LedgerEvent.Kind) -> LedgerEvent? {
    switch kind {
    case .evidenceCreated: evidenceCreated()
    case .evidenceVerified: evidenceVerified()
    case .evidenceRefused: number(0).map { .evidenceRefused(evidence: emitter, reason: $0) }
    case .requestCreated: requestCreated()
    case .requested: requested()
    case .announced: .announced(request: emitter)
    case .approved: approved()
    case .denied: .denied(request: emitter)
    case .cancelled: .cancelled(request: emitter)
    case .settled: settled()
    case .disputed: number(0).flatMap { UInt8(exactly: $0) }.map { .disputed(request: emitter, kind: $0) }
    case .withdrawn: withdrawn()
    case .anchored: anchored()
    }
  }

  private func evidenceCreated() -> LedgerEvent? {
    guard values.count == 6, let evidence = values[0].address, let incident = values[1].hash,
      let owner = values[2].address, let device = values[3].address, let signature = values[5].bytes
    else { return nil }
    let binding = IncidentFields.binding(
      values[4], chainID: description.chainID, factory: description.evidenceFactory)
    let signed = binding.flatMap { binding in
      (try? RecoverableSignature(bytes: signature)).map { SignedBinding(binding: binding, signature: $0) }
    }
    return .evidenceCreated(
      EvidenceCreated(
        evidence: evidence, incident: IncidentID(incident), owner: owner, device: device, binding: signed))
  }

  private func evidenceVerified() -> LedgerEvent? {
    guard values.count == 2, let evidence = values[0].address, let incident = values[1].hash else { return nil }
    return .evidenceVerified(EvidenceVerified(evidence: evidence, incident: IncidentID(incident)))
  }

  private func requestCreated() -> LedgerEvent? {
    guard values.count == 7, let request = values[0].address, let evidence = values[1].address,
      let requester = values[2].address, let number = number(3).flatMap({ UInt8(exactly: $0) }),
      let rendition = Rendition(rawValue: number),
      let key = values[4].bytes.flatMap({ try? PublicKey(compressed: $0) }),
      let reward = values[5].uint, let reason = values[6].string
    else { return nil }
    return .requestCreated(
      RequestCreated(
        request: request, evidence: evidence, requester: requester, rendition: rendition, publicKey: key,
        reward: reward, reason: reason))
  }

  private func requested() -> LedgerEvent? {
    guard values.count == 2, let request = values[0].address, let evidence = values[1].address else { return nil }
    return .requested(Requested(request: request, evidence: evidence))
  }

  private func approved() -> LedgerEvent? {
    guard values.count == 5, let keyFrag = values[0].bytes, let key = values[1].bytes, let link = values[2].string,
      let deposit = values[3].uint, let confirmBy = number(4)
    else { return nil }
    return .approved(
      Approved(
        request: emitter, keyFrag: keyFrag, publicKey: key, link: link, deposit: deposit, confirmBy: confirmBy))
  }

  private func settled() -> LedgerEvent? {
    guard values.count == 2, let amount = values[0].uint, let confirmed = values[1].bool else { return nil }
    return .settled(request: emitter, amount: amount, confirmed: confirmed)
  }

  private func withdrawn() -> LedgerEvent? {
    guard values.count == 3, let party = values[0].address, let receiver = values[1].address,
      let amount = values[2].uint
    else { return nil }
    return .withdrawn(request: emitter, party: party, to: receiver, amount: amount)
  }

  private func anchored() -> LedgerEvent? {
    guard values.count == 3, let log = number(0).flatMap({ UInt8(exactly: $0) }).flatMap(AnchoredLog.init),
      let size = number(1), let root = values[2].hash
    else { return nil }
    return .anchored(AnchorRoot(log: log, size: size, root: root))
  }

  private func number(_ index: Int) -> UInt64? {
    index < values.count ? values[index].uint?.uint64 : nil
  }
}
