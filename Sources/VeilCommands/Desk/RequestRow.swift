import Cryptography
import Ethereum
import VeilAgent
import VeilEvidence

/// One of the requester's requests, as commands print it.
struct RequestRow: TableRow {
  static let columns = ["REQUEST", "FILM", "REWARD", "STATE", "NEXT"]

  let request: String
  let incident: String
  let evidence: String
  let rendition: String
  /// In wei.
  let reward: String
  let state: String
  let next: String
  let films: [String]

  init(_ tracked: TrackedRequest, now: Int64) {
    request = tracked.ledger?.address.description ?? ""
    incident = tracked.incident.description
    evidence = tracked.stored.evidence
    rendition = tracked.rendition.description
    reward = tracked.stored.reward
    state = tracked.ledger?.state.description ?? "sent"
    films = tracked.stored.films ?? []
    next =
      switch tracked.next(now: now) {
      case .wait: "wait"
      case .redeem: "redeem"
      case .watch: "watch"
      case .refund: "refund"
      case .withdraw: "withdraw"
      case .nothing: ""
      }
  }

  var cells: [String] {
    let sum = (try? UInt256(decimal: reward)).map(EtherAmount.text) ?? reward
    return [request, rendition, sum, state, next]
  }
}

/// A request for one of the owner's films, as commands print it.
struct InboxRow: TableRow {
  static let columns = ["REQUEST", "FILM", "REWARD", "STATE", "NEXT", "REASON"]

  let request: String
  let incident: String
  let evidence: String
  let requester: String
  let rendition: String
  /// In wei.
  let reward: String
  let state: String
  let next: String
  let reason: String

  init(_ item: InboxItem, now: Int64) {
    request = item.request.address.description
    incident = item.evidence.incident.description
    evidence = item.evidence.address.description
    requester = item.request.requester.description
    rendition = item.request.rendition.description
    reward = item.request.reward.description
    state = item.request.state.description
    reason = item.request.reason
    next =
      switch item.next(now: now) {
      case .answer: "answer"
      case .wait: "wait"
      case .settle: "settle"
      case .withdraw: "withdraw"
      case .nothing: ""
      }
  }

  var cells: [String] {
    let sum = (try? UInt256(decimal: reward)).map(EtherAmount.text) ?? reward
    return [request, rendition, sum, state, next, reason]
  }
}
