import Cryptography
import Ethereum
import HTTPTypes
import Hummingbird
import VeilConsole
import VeilRegistry

/// The two-person rule: asking another manager, and agreeing to what another one asks. Requests and agreements are files
/// that managers send each other.
struct RegistryAgreementPages: Sendable {
  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/agreements") { request, context in
      try await page(request, context, FormFields(text: ""))
    }
    router.post("/agreements/ask", use: ask)
    router.post("/agreements/read", use: read)
    router.post("/agreements/sign", use: sign)
  }

  private func page(
    _ request: Request, _ context: BasicConsoleContext, _ typed: FormFields, trouble: String? = nil
  ) async throws -> Response {
    let (options, isOn) = try await pages.services.withRegistry { ($0.options, try $0.hasTwoPersonRule) }
    var page = WorkPage(
      "Agreements",
      subtitle:
        "Under the two-person rule a record is opened by one manager with the signature of another. The request is a file: send it to him, and give what he signed to the search or the record."
    )
    page.badge = isOn ? Badge("two-person rule", .good) : Badge("no two-person rule", .plain)
    page.forms = [askForm(RegistryFields(typed), options, pages.token(context))]
    page.side = [
      FormCard(
        "read", title: "Another manager asks", path: "/agreements/read", token: pages.token(context),
        fields: [RegistryFields.request], button: "Show his request")
    ]
    return pages.page(page, path: "/agreements", request, context, trouble: trouble)
  }

  private func askForm(_ fields: RegistryFields, _ options: RegistryOptions, _ token: String) -> FormCard {
    FormCard(
      "ask", title: "Ask",
      text: "Words of a search, or a record. Words are encrypted for the other managers; nobody else reads them.",
      path: "/agreements/ask", token: token,
      fields: fields.words + fields.form(of: options) + [fields.record, fields.hours] + fields.purpose,
      button: "Write the request", busy: nil)
  }

  @Sendable private func ask(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    do {
      let (purpose, query) = (try pages.purpose(form), try RegistryFields.query(form.fields))
      let way = TokenForm(rawValue: form.fields["form"] ?? "") ?? .exact
      guard let hours = UInt64(form.fields.text("hours") ?? ""), (1...720).contains(hours) else {
        throw RegistryError(.invalidQuery, "an agreement holds for 1 to 720 hours")
      }
      guard query.isEmpty != (form.fields.text("record") == nil) else {
        throw RegistryError(.invalidQuery, "write words to search for, or a record, and not both")
      }
      let id = try form.fields.text("record").map { try RecordID($0) }
      let asked = try await pages.services.withRegistry { registry in
        if let id { return try registry.ask(.record(id), purpose: purpose, seconds: hours * 3_600) }
        return try registry.ask(for: query, form: way, purpose: purpose, seconds: hours * 3_600)
      }
      return Self.file(asked.json, name: "request-\(asked.nonce.hex.prefix(8)).json")
    } catch let error as RegistryError {
      return try await page(request, context, form.fields, trouble: error.message)
    }
  }

  /// Shows a request; signs nothing.
  @Sendable private func read(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    do {
      guard let file = form.files(RegistryFields.request.name).first else { throw RegistryFields.noRequest }
      let asked = try AgreementRequest(bytes: file.bytes)
      let words = try await pages.services.withRegistry { try $0.words(of: asked) }
      var page = WorkPage("A request of another manager", subtitle: "Nothing is signed yet.")
      page.crumb = Link("Agreements", to: "/agreements")
      page.sections = [.init(facts: Self.facts(asked, words))]
      page.side = [
        FormCard(
          "sign", title: "Agree", text: "Signs the request with your account, for this manager, once.",
          path: "/agreements/sign", token: pages.token(context), fields: [], button: "Sign", busy: nil,
          carried: asked.json.text)
      ]
      return pages.page(page, path: "/agreements", request, context)
    } catch let error as RegistryError {
      return try await page(request, context, FormFields(text: ""), trouble: error.message)
    }
  }

  @Sendable private func sign(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    let asked = try AgreementRequest(bytes: Array((form.fields["carried"] ?? "").utf8))
    let agreement = try await pages.services.withRegistry { try await $0.agree(to: asked) }
    return Self.file(agreement.json, name: "agreement-\(asked.nonce.hex.prefix(8)).json")
  }

  private static func facts(_ request: AgreementRequest, _ words: AgreementWords?) -> [Fact] {
    var facts = [Fact("Who asks", hash: request.asker.description)]
    if let words {
      facts += words.attributes.map { Fact($0.kind.title, $0.text) } + [Fact("Compared by", words.form.title)]
    } else if case .record(let id) = request.subject {
      facts.append(Fact("Record", id.description, link: Link("where it stands", to: "/records/\(id)")))
    } else {
      facts.append(Fact("What", request.subject.description))
    }
    return facts + [
      Fact("Reason", request.reason), Fact("Case number", request.caseNumber.isEmpty ? "–" : request.caseNumber),
      Fact("Asked", RegistryText.time(request.askedAt)), Fact("Until", RegistryText.time(request.expiresAt)),
    ]
  }

  private static func file(_ json: JSON, name: String) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "application/json", .contentDisposition: "attachment; filename=\"\(name)\""],
      body: .init(byteBuffer: ByteBuffer(string: json.text)))
  }
}
