import Cryptography
import Ethereum
import Hummingbird
import VeilConsole
import VeilLedger
import VeilMedia
import VeilPrivacy
import VeilRegistry
import VeilVision

/// What all handlers of the registry's console share.
struct RegistryPages: Sendable {
  typealias Context = BasicConsoleContext

  let services: RegistryDeskServices
  let site: ConsoleSite

  /// A page, with what the form before it did.
  func page(
    _ content: WorkPage, path: String, _ request: Request, _ context: Context, trouble: String? = nil
  ) -> Response {
    var page = ConsolePage.work(content, path: path)
    if let done = FormFields(text: request.uri.query ?? "")["done"], let text = Self.done[done] {
      page.notices.append(Notice(text, .good))
    }
    if let trouble { page.notices.append(Notice(trouble, .bad)) }
    return site.response(page, session: context.session, status: trouble == nil ? .ok : .unprocessableContent)
  }

  /// What a form did, by the word in the address of the page behind it.
  private static let done = [
    "enrolled": "Enrolled: encrypted here, registered on the ledger.",
    "revised": "The new assessment holds; the old one is revoked.",
    "revoked": "Revoked. The record is found no more, and the ledger says so.",
    "erased": "Erased. Its key is destroyed, and with it the record.",
    "anchored": "Size and root of the log are on the ledger.",
  ]

  func form(_ request: Request) async throws -> UploadForm {
    let body = try await request.body.collect(upTo: RegistryDesk.uploadLimit)
    return try UploadForm(body, contentType: request.headers[.contentType])
  }

  func record(_ context: Context) throws -> RecordID { try RecordID(context.parameters.get("record") ?? "") }

  /// Why it is done, and who agreed to it.
  /// - Throws: ``RegistryError`` without a reason.
  func purpose(_ form: UploadForm) throws -> AuditPurpose {
    let purpose = try AuditPurpose(
      reason: form.fields.text("reason") ?? "", caseNumber: form.fields.text("case") ?? "")
    return try agreement(form).map { purpose.agreed($0) } ?? purpose
  }

  /// Another manager's agreement; nil where none was chosen.
  func agreement(_ form: UploadForm) throws -> SignedAgreement? {
    try form.files(RegistryFields.agreement.name).first.map { try SignedAgreement(bytes: $0.bytes) }
  }

  func token(_ context: Context) -> String { context.session?.token ?? "" }

  /// Sentences of errors that are meant for the manager.
  static func explain(_ error: any Error) -> String? {
    switch error {
    case let error as RegistryError: error.message
    case let error as LedgerError: error.message
    case let error as EthereumError: error.message
    case let error as RPCError: error.description
    case let error as ProtectionError: error.message
    case let error as PolicyError: error.message
    case let error as VisionError: error.message
    case let error as MediaError: error.message
    default: nil
    }
  }
}
