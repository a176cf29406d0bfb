import Cryptography
import VeilConsole

/// What the page of a request offers to do next.
struct RequestActions {
  let tracked: TrackedRequest
  let ledger: DeskRequest
  let now: Int64
  let account: Address

  func fill(_ page: inout RequestPage) {
    let base = "/requests/\(ledger.address)"
    switch tracked.next(now: now) {
    case .wait(let text):
      page.nextTitle = "Wait"
      page.nextText = text
      if ledger.state == .requested {
        page.actions = [.init("Take the request back", path: "\(base)/refund", kind: "danger")]
      }
    case .redeem:
      page.nextTitle = "Fetch the film"
      page.nextText =
        "The key is checked here first, then the film is downloaded, opened and compared with what the camera signed. Then the owner is paid. What is provably wrong is disputed by itself."
      page.actions = [.init(page.job == nil ? "Redeem" : "Redeeming …", path: "\(base)/redeem")]
      if page.job != nil { page.actions = [] }
      if tracked.stored.films != nil {
        page.nextText = "The film is open. Look at what was found wrong before you pay for it."
        page.actions.append(.init("Confirm and pay", path: "\(base)/confirm", kind: ""))
      }
    case .watch:
      page.nextTitle = "Done"
      page.nextText = "The film is yours to watch, and the owner is paid."
    case .refund:
      page.nextTitle = "No answer"
      page.nextText = "The owner's time is over. Take the reward back."
      page.actions = [.init("Take the request back", path: "\(base)/refund")]
    case .withdraw:
      page.nextTitle = "\(EtherAmount.text(tracked.credit)) to take out"
      page.nextText =
        ledger.state == .disputed
        ? "The dispute was right: reward and deposit are yours." : "The reward comes back to you."
      page.actions = [.init("Pay out", path: "\(base)/withdraw", address: account.description)]
    case .nothing:
      page.nextTitle = "Closed"
      page.nextText = "There is nothing left to do."
    }
  }
}
