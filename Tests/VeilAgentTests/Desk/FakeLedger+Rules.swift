import Cryptography
import Ethereum
import Umbral
import VeilEvidence

@testable import VeilAgent

extension FakeLedger.State {
  mutating func apply(_ action: DeskAction, by sender: Address) throws -> Address? {
    switch action {
    case .request(let evidence, let rendition, let key, let reward, let reason):
      return try make(evidence, rendition, key, reward, reason, by: sender)
    case .approve(let address, let evidence, let keyFrag, let link, let deposit):
      try approve(address, evidence, keyFrag.withUnsafeBytes { Array($0) }, link, deposit, by: sender)
    case .announceOriginal(let address):
      _ = try owned(address, by: sender, in: [.requested])
      announcedIn[address] = block
      change(address, isOriginalAnnounced: true)
    case .deny(let address):
      let request = try owned(address, by: sender, in: [.requested])
      end(request, .denied, pay: request.requester, request.reward)
    case .confirm(let address):
      let request = try asked(address, by: sender, in: [.approved])
      try end(request, .settled, pay: owner(of: request), request.reward.adding(deposits[address] ?? .zero))
    case .settle(let address):
      let request = try find(address, in: [.approved])
      guard let by = request.approval?.confirmBy, time > by else { throw refused("too early") }
      try end(request, .settled, pay: owner(of: request), request.reward.adding(deposits[address] ?? .zero))
    case .cancel(let address):
      let request = try asked(address, by: sender, in: [.requested])
      end(request, .cancelled, pay: sender, request.reward)
    case .dispute(let request, let evidence, let dispute, _):
      try judge(request, evidence, dispute, by: sender)
    case .withdraw(let address, let to):
      let amount = credits[address]?[sender] ?? .zero
      guard !amount.isZero else { throw refused("nothing owed") }
      credits[address]?[sender] = nil
      balances[to] = try (balances[to] ?? .zero).adding(amount)
    case .transfer(let to, let amount):
      try take(amount, from: sender)
      balances[to] = try (balances[to] ?? .zero).adding(amount)
    }
    return nil
  }

  private mutating func make(
    _ evidence: DeskEvidence, _ rendition: Rendition, _ key: PublicKey, _ reward: UInt256, _ reason: String,
    by sender: Address
  ) throws -> Address {
    guard evidences.contains(where: { $0.address == evidence.address && $0.status == .verified }) else {
      throw refused("not verified")
    }
    try take(reward, from: sender)
    let address = Address(Keccak256.hash("request \(requests.count)".utf8).bytes.prefix(20)) ?? .zero
    requests.append(
      DeskRequest(
        address: address, evidence: evidence.address, requester: sender, rendition: rendition, publicKey: key,
        reward: reward, reason: reason, state: .requested, approveBy: time + 7 * 86_400, isOriginalAnnounced: false,
        approval: nil))
    return address
  }

  private mutating func approve(
    _ address: Address, _ evidence: DeskEvidence, _ keyFrag: [UInt8], _ link: String, _ deposit: UInt256,
    by sender: Address
  ) throws {
    let request = try owned(address, by: sender, in: [.requested])
    guard time <= request.approveBy, deposit >= request.reward else { throw refused("late, or too small a deposit") }
    if request.rendition == .original {
      guard let announced = announcedIn[address], announced < block else { throw refused("not announced") }
    }
    try take(deposit, from: sender)
    deposits[address] = deposit
    change(
      address, state: .approved,
      approval: .init(keyFrag: keyFrag, link: link, deposit: deposit, confirmBy: time + 3 * 86_400))
  }

  /// Judges as the contracts do: by the proof alone.
  private mutating func judge(
    _ given: DeskRequest, _ evidence: DeskEvidence, _ dispute: FoundedDispute, by sender: Address
  ) throws {
    let request = try asked(given.address, by: sender, in: [.approved])
    guard let approval = request.approval, time <= approval.confirmBy else { throw refused("too late") }
    let sealed = evidence.binding.sealed(request.rendition)
    switch dispute.proof {
    case .badRekey(let proof):
      let fragment = try RekeyReader.read(approval.keyFrag)
      try proof.verify(against: fragment, receiving: request.publicKey, delegating: sealed.publicKey)
    case .badKey(let proof):
      try proof.verify(against: sealed.capsule, delegating: sealed.publicKey) { seed in
        try SessionKey(seed: seed, incident: evidence.incident, rendition: request.rendition).commitment
          == sealed.keyCommitment
      }
    case .falsePlace(let opening, let claim):
      guard try opening.commitment() == evidence.binding.placeCommitment, opening.place != claim.claim.place else {
        throw refused("no contradiction")
      }
    }
    end(request, .disputed, pay: sender, try request.reward.adding(deposits[request.address] ?? .zero))
  }

  // MARK: Parts

  private func find(_ address: Address, in states: [DeskRequest.State]) throws -> DeskRequest {
    guard let request = requests.first(where: { $0.address == address }), states.contains(request.state) else {
      throw refused("wrong state")
    }
    return request
  }

  private func owned(_ address: Address, by sender: Address, in states: [DeskRequest.State]) throws -> DeskRequest {
    let request = try find(address, in: states)
    guard try owner(of: request) == sender else { throw refused("only the owner") }
    return request
  }

  private func asked(_ address: Address, by sender: Address, in states: [DeskRequest.State]) throws -> DeskRequest {
    let request = try find(address, in: states)
    guard request.requester == sender else { throw refused("only the requester") }
    return request
  }

  private func owner(of request: DeskRequest) throws -> Address {
    guard let owner = evidences.first(where: { $0.address == request.evidence })?.owner else { throw refused("lost") }
    return owner
  }

  private mutating func take(_ amount: UInt256, from account: Address) throws {
    balances[account] = try (balances[account] ?? .zero).subtracting(amount)
  }

  private mutating func end(_ request: DeskRequest, _ new: DeskRequest.State, pay account: Address, _ sum: UInt256) {
    change(request.address, state: new)
    credits[request.address, default: [:]][account] = sum
  }

  private mutating func change(
    _ address: Address, state: DeskRequest.State? = nil, isOriginalAnnounced: Bool? = nil,
    approval: DeskRequest.Approval? = nil
  ) {
    guard let index = requests.firstIndex(where: { $0.address == address }) else { return }
    let old = requests[index]
    requests[index] = DeskRequest(
      address: old.address, evidence: old.evidence, requester: old.requester, rendition: old.rendition,
      publicKey: old.publicKey, reward: old.reward, reason: old.reason, state: state ?? old.state,
      approveBy: old.approveBy, isOriginalAnnounced: isOriginalAnnounced ?? old.isOriginalAnnounced,
      approval: approval ?? old.approval)
  }

  private func refused(_ reason: String) -> DeskError { DeskError(.refused, "the contract says: \(reason)") }
}
