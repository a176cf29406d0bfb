import Hummingbird
import VeilConsole
import VeilRegistry

/// Search by raw words. They travel in the form's body and stand in no address.
struct RegistrySearchPages: Sendable {
  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/") { _, _ in ConsoleSite.redirect(to: "/search") }
    router.get("/search") { request, context in
      pages.page(try await page(FormFields(text: ""), context), path: "/search", request, context)
    }
    router.post("/search", use: search)
  }

  private func page(_ typed: FormFields, _ context: BasicConsoleContext) async throws -> WorkPage {
    let fields = RegistryFields(typed)
    let (options, isOn) = try await pages.services.withRegistry { ($0.options, try $0.hasTwoPersonRule) }
    var page = WorkPage(
      "Find a record",
      subtitle:
        "The words go through the same de-identification as the records did. Records that have all of them are opened, and the search is in the audit log before they are."
    )
    page.forms = [
      FormCard(
        "search", path: "/search", token: pages.token(context),
        fields: fields.words + fields.form(of: options) + fields.purpose + (isOn ? [RegistryFields.agreement] : []),
        button: "Search", busy: "Searching …")
    ]
    return page
  }

  @Sendable private func search(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    var page = try await page(form.fields, context)
    do {
      let (query, purpose) = (try RegistryFields.query(form.fields), try pages.purpose(form))
      let way = TokenForm(rawValue: form.fields["form"] ?? "") ?? .exact
      let found = try await pages.services.withRegistry { try await $0.search(query, form: way, purpose: purpose) }
      page.sections = Self.sections(found)
    } catch let error as RegistryError {
      return pages.page(page, path: "/search", request, context, trouble: error.message)
    }
    return pages.page(page, path: "/search", request, context)
  }

  private static func sections(_ found: [FoundRecord]) -> [DocumentPage.Section] {
    guard !found.isEmpty else {
      return [
        .init("Nothing found", text: "No record in force has all of these words. The search is in the audit log.")
      ]
    }
    return found.map { record in
      .init(
        "Record \(record.id.description.prefix(8))…", badge: RegistryText.badge(record),
        facts: RegistryText.facts(record) + [
          Fact("More", link: Link("Revise, revoke, erase", to: "/records/\(record.id)"))
        ]
      )
    }
  }
}
