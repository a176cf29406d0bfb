import Cryptography
import Ethereum
import Testing
import VeilEvidence
import VeilLedger

/// A request on its way, with the keys of both parties.
struct Request {
  static let reward = UInt256(5_000_000)

  let fixture: LedgerFixture
  let incident: Incident
  let requester: LedgerAccount
  /// The requester's Umbral key.
  let key: SecretKey
  let address: Address

  var asRequester: RequestLedger { RequestLedger(fixture.ledger, account: requester) }
  var asOwner: RequestLedger { RequestLedger(fixture.ledger, account: incident.owner) }

  init(_ fixture: LedgerFixture, _ incident: Incident, rendition: Rendition = .protected, reason: String = "")
    async throws
  {
    self.fixture = fixture
    self.incident = incident
    requester = try await fixture.account()
    key = try SecretKey.generate()
    address = try await RequestLedger(fixture.ledger, account: requester).create(
      RequestTerms(
        evidence: incident.evidence, rendition: rendition, publicKey: key.publicKey, reason: reason,
        reward: Self.reward)
    ).request
  }

  func state() async throws -> RequestState { try await fixture.ledger.request(at: address) }

  /// What the owner would hand out: a rekey made with a key, his own unless another is given.
  func approval(with wrongKey: SecretKey? = nil) async throws -> Approval {
    let state = try await state()
    let good = try Approval(
      of: state, binding: incident.binding, owner: try #require(incident.keys[state.rendition]),
      signer: incident.owner.key, link: "https://cloud.example/v1/blobs")
    guard let wrongKey else { return good }
    let frags = try Incident.rekey(from: wrongKey, to: state.publicKey, signer: incident.owner.key)
    return Approval(
      request: address, rendition: state.rendition, binding: incident.binding.binding,
      device: incident.device.address, keyFrag: frags, link: good.link, deposit: good.deposit)
  }

  /// The owner approves; returns what the ledger announced.
  func approve(with wrongKey: SecretKey? = nil) async throws -> Approved {
    let receipt = try await asOwner.approve(try await approval(with: wrongKey))
    for case .approved(let approved) in receipt.events { return approved }
    throw LedgerError(.malformed, "nothing was announced")
  }
}
