import Cryptography
import Ethereum
import VeilConsole
import VeilEvidence

/// The answers that the page of an incoming request offers.
struct AnswerActions {
  let item: InboxItem
  /// Nil where nothing can be answered any more.
  let plan: FundingPlan?
  let now: Int64
  let wallet: Address

  private var base: String { "/inbox/\(item.request.address)" }

  func fill(_ page: inout AnswerPage) {
    switch item.next(now: now) {
    case .answer: answer(&page)
    case .wait:
      page.waiting = .init(
        heading: "The requester checks the film",
        text: "You are paid when it is confirmed, or when the time for disputes is over.")
    case .settle: page.settle = .init(path: "\(base)/settle")
    case .withdraw: page.withdraw = .init(path: "\(base)/withdraw", amount: EtherAmount.text(item.credit))
    case .nothing: page.waiting = .init(heading: "Closed", text: "There is nothing left to do.")
    }
  }

  private func answer(_ page: inout AnswerPage) {
    page.deny = .init(path: "\(base)/deny")
    if let plan, !plan.missing.isZero {
      page.funding = .init(
        path: "\(base)/fund", missing: EtherAmount.text(plan.missing), statement: plan.statement(wallet: wallet),
        wallet: DeskText.short(wallet))
      return
    }
    let isOriginal = item.request.rendition == .original
    guard !isOriginal || item.request.isOriginalAnnounced else {
      page.announce = .init(path: "\(base)/announce")
      return
    }
    page.approve = .init(
      path: "\(base)/approve", heading: isOriginal ? "Second confirmation" : "Approve",
      text:
        "A rekey is made for this requester and this film only. You add a deposit of \(EtherAmount.text(item.request.reward)); reward and deposit come to you when the film is right.",
      button: isOriginal ? "Give the original (2 of 2)" : "Approve and send the key", isOriginal: isOriginal)
  }
}
