internal import Cryptography
internal import Ethereum
internal import Foundation
internal import VeilEvidence
internal import VeilLedger

/// An event of the desk as JSON, for its cache.
struct CachedEvent: Codable {
  private enum Kind: String, Codable { case published, decided, requested, announced, approved, ended }

  private var kind: Kind
  /// The contract that it is about.
  private var contract: String
  /// The signed binding as canonical JSON, the status, the state.
  private var binding: String?
  private var number: UInt8?
  private var request: Request?
  private var approval: Approval?

  private struct Request: Codable {
    let evidence: String
    let requester: String
    let rendition: UInt8
    let publicKey: String
    let reward: String
    let reason: String
  }

  private struct Approval: Codable {
    let keyFrag: String
    let link: String
    let deposit: String
    let confirmBy: Int64
  }

  private init(_ kind: Kind, _ contract: Address) {
    self.kind = kind
    self.contract = contract.description
  }

  init(_ event: DeskEvent) {
    switch event {
    case .published(let evidence, let binding):
      self.init(.published, evidence)
      self.binding = binding.json.text
    case .decided(let evidence, let status):
      self.init(.decided, evidence)
      number = status.rawValue
    case .requested(let event):
      self.init(.requested, event.request)
      request = Request(
        evidence: event.evidence.description, requester: event.requester.description,
        rendition: event.rendition.rawValue, publicKey: Hex.encode(event.publicKey.compressed),
        reward: event.reward.description, reason: event.reason)
    case .announced(let address): self.init(.announced, address)
    case .approved(let address, let approval):
      self.init(.approved, address)
      self.approval = Approval(
        keyFrag: Hex.encode(approval.keyFrag), link: approval.link, deposit: approval.deposit.description,
        confirmBy: approval.confirmBy)
    case .ended(let address, let state):
      self.init(.ended, address)
      number = state.rawValue
    }
  }

  init(text: String) throws { self = try JSONDecoder().decode(CachedEvent.self, from: Data(text.utf8)) }

  var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  /// - Throws: where a member is missing or not what it should be.
  func event() throws -> DeskEvent {
    let address = try Address(contract)
    switch kind {
    case .published: return .published(address, try SignedBinding(parsing: Array((binding ?? "").utf8)))
    case .decided: return .decided(address, try Self.present(number.flatMap(DeskEvidence.Status.init)))
    case .announced: return .announced(address)
    case .ended: return .ended(address, try Self.present(number.flatMap(DeskRequest.State.init)))
    case .approved:
      let approval = try Self.present(approval)
      return .approved(
        address,
        DeskRequest.Approval(
          keyFrag: try Hex.decode(approval.keyFrag), link: approval.link,
          deposit: try UInt256(decimal: approval.deposit), confirmBy: approval.confirmBy))
    case .requested:
      let request = try Self.present(request)
      return .requested(
        RequestCreated(
          request: address, evidence: try Address(request.evidence), requester: try Address(request.requester),
          rendition: try Self.present(Rendition(rawValue: request.rendition)),
          publicKey: try PublicKey(compressed: try Hex.decode(request.publicKey)),
          reward: try UInt256(decimal: request.reward), reason: request.reason))
    }
  }

  private static func present<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw DeskError(.damagedState, "the desk's copy of the ledger is damaged") }
    return value
  }
}
