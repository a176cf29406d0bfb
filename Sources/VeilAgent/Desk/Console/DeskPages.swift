import Cryptography
import Ethereum
import Hummingbird
import Umbral
import VeilCloudAPI
import VeilConsole
import VeilEvidence
import VeilLedger

/// What all handlers of the desk's console share.
struct DeskPages: Sendable {
  typealias Context = BasicConsoleContext

  let services: DeskServices
  let site: ConsoleSite

  /// A page with the number of open requests in the navigation.
  func page(_ page: ConsolePage, _ request: Request, _ context: Context) async -> Response {
    var page = page
    let inbox = try? await services.owner.inbox()
    page.counts["/inbox"] = inbox?.filter { $0.next(now: services.now()) == .answer }.count
    if let done = FormFields(text: request.uri.query ?? "")["done"], let text = Self.done[done] {
      page.notices.append(Notice(text, .good))
    }
    return site.response(page, session: context.session)
  }

  /// What a form did, by the word in the address of the page behind it.
  private static let done = [
    "requested": "The request is on the ledger. The owner sees it now.",
    "confirmed": "Confirmed. The owner is paid.",
    "disputed": "The dispute was right. Reward and deposit are yours to withdraw.",
    "refunded": "The request is taken back. Withdraw the reward.", "withdrawn": "Paid out.",
    "funded": "The incident's account has what it needs.",
    "announced": "Announced. Confirm it a second time to approve.",
    "approved": "Approved. The requester can fetch the film now.",
    "denied": "Denied. The requester gets the reward back.",
    "settled": "Settled. Reward and deposit are yours to withdraw.",
  ]

  func form(_ request: Request) async throws -> FormFields {
    FormFields(try await request.body.collect(upTo: CSRFGuard<Context>.formLimit))
  }

  func address(_ context: Context) throws -> Address {
    guard let text = context.parameters.get("address"), let address = try? Address(text) else {
      throw HTTPError(.notFound)
    }
    return address
  }

  func address(_ text: String?) throws -> Address {
    guard let address = try? Address(text ?? "") else {
      throw DeskError(.invalidSetting, "an address is 0x and 40 hexadecimal digits; copy it anew")
    }
    return address
  }

  /// Sentences of errors that are meant for the person at the desk.
  static func explain(_ error: any Error) -> String? {
    switch error {
    case let error as DeskError: error.message
    case let error as EvidenceError: error.message
    case let error as EthereumError: error.message
    case let error as RPCError: error.description
    case let error as LedgerError: error.message
    case let error as CloudError: error.message
    case let error as UmbralError: error.message
    default: nil
    }
  }
}
