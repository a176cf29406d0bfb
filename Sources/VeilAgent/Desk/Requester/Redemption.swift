package import Cryptography
package import VeilEvidence

/// What redeeming a request came to.
package struct Redemption: Sendable {
  /// How it ended.
  package enum Outcome: Sendable {
    /// The film is open and right; the receipt is that of the confirmation, nil where none was wanted or it was settled.
    case opened(films: [String], confirmation: DeskReceipt?)
    /// The owner or the camera did wrong, provably; the receipt is that of the dispute, nil where it was not sent.
    case disputable(FoundedDispute, receipt: DeskReceipt?)
  }

  package let request: Address
  package let incident: IncidentID
  package let rendition: Rendition
  package let outcome: Outcome
  package let checks: [DeskCheck]

  package var films: [String] {
    guard case .opened(let films, _) = outcome else { return [] }
    return films
  }
}

/// What redeeming does by itself.
package struct RedeemOptions: Sendable, Hashable {
  /// Confirm a film that is right, which pays the owner.
  package var confirms = true
  /// Send a dispute that was found to be right.
  package var disputes = true
  /// Fetch the film from where the owner says that it lies if the cloud does not serve it. His place then learns this
  /// machine's network address.
  package var usesMirror = false

  package init() {}
}

/// Where redeeming is.
package enum RedeemStage: String, Sendable, Hashable, CaseIterable {
  case checkingKey = "checking the key"
  case downloading
  case opening = "opening and checking"
  case confirming
}

/// Told how far redeeming is; bytes are 0 where nothing is counted.
package typealias RedeemProgress = @Sendable (_ stage: RedeemStage, _ done: Int, _ total: Int) -> Void
