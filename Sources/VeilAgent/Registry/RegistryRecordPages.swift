import Cryptography
import Hummingbird
import VeilConsole
import VeilLedger
import VeilRegistry

/// One record: where it stands, and opening, revising, revoking and erasing it, each with its reason.
struct RegistryRecordPages: Sendable {
  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/records/:record", use: standing)
    router.post("/records/:record/open", use: open)
    router.post("/records/:record/revise", use: revise)
    router.post("/records/:record/revoke", use: revoke)
    router.post("/records/:record/erase", use: erase)
  }

  /// Shows what is no secret of a record; opens nothing.
  @Sendable private func standing(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let id = try pages.record(context)
    let (record, isOn) = try await pages.services.withRegistry {
      (try $0.standing(of: id), try $0.hasTwoPersonRule)
    }
    return pages.page(page(record, context, isOn), path: "/search", request, context)
  }

  @Sendable private func open(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let (id, form) = (try pages.record(context), try await pages.form(request))
    let purpose = try pages.purpose(form)
    let (record, found, isOn) = try await pages.services.withRegistry {
      (try $0.standing(of: id), try await $0.show(id, purpose: purpose), try $0.hasTwoPersonRule)
    }
    var page = page(record, context, isOn)
    page.sections.insert(
      .init("Opened", badge: RegistryText.badge(found), facts: RegistryText.facts(found)), at: 0)
    return pages.page(page, path: "/search", request, context)
  }

  @Sendable private func revise(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let (id, form) = (try pages.record(context), try await pages.form(request))
    let services = pages.services
    let assessment = try RegistryFields.assessment(form.fields, by: services.manager, at: services.now())
    let faces = try await pages.faces(form)
    let purpose = try pages.agreement(form).map { try AuditPurpose(of: $0) }
    let found = try await services.withRegistry {
      try await $0.revise(id, assessment, faces: faces, purpose: purpose)
    }
    return ConsoleSite.redirect(to: "/records/\(found.id)?done=revised")
  }

  @Sendable private func revoke(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let (id, form) = (try pages.record(context), try await pages.form(request))
    let purpose = try pages.purpose(form)
    let reason: RegistryRevocation = form.fields["why"] == "wrong" ? .wrong : .withdrawn
    try await pages.services.withRegistry { try await $0.revoke(id, reason, purpose: purpose) }
    return ConsoleSite.redirect(to: "/records/\(id)?done=revoked")
  }

  @Sendable private func erase(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let (id, form) = (try pages.record(context), try await pages.form(request))
    let purpose = try pages.purpose(form)
    guard form.fields["sure"] == "yes" else {
      throw RegistryError(.invalidQuery, "erasing cannot be undone; tick the box that says so")
    }
    try await pages.services.withRegistry { try await $0.erase(id, purpose: purpose) }
    return ConsoleSite.redirect(to: "/records/\(id)?done=erased")
  }

  // MARK: The page

  private func page(_ record: StoredRecord, _ context: BasicConsoleContext, _ isOn: Bool) -> WorkPage {
    var page = WorkPage(
      "Record \(record.id.description.prefix(8))…",
      subtitle: "What everybody with the registry's file sees of it. Opening it takes a reason.")
    page.crumb = Link("Search", to: "/search")
    page.badge = RegistryText.badge(record.state)
    page.sections = [
      .init(
        facts: [
          Fact("Record", hash: record.id.description),
          Fact("Entry on the ledger", record.entry.map { "\($0)" } ?? "none yet"),
          Fact("Commitment", hash: record.commitment.description),
          Fact("Hash of the ciphertext", hash: record.ciphertextHash.description),
          Fact("Key of epoch", "\(record.epoch)"),
        ])
    ]
    page.side = forms(record, pages.token(context), isOn ? [RegistryFields.agreement] : [])
    return page
  }

  private func forms(_ record: StoredRecord, _ token: String, _ extra: [FormField]) -> [FormCard] {
    switch record.state {
    case .live: [open(record, token, extra), revise(record, token, extra), revoke(record, token), erase(record, token)]
    case .revoked: [erase(record, token)]
    case .pending, .erased: []
    }
  }

  private func open(_ record: StoredRecord, _ token: String, _ extra: [FormField]) -> FormCard {
    FormCard(
      "open", title: "Open", path: "/records/\(record.id)/open", token: token, fields: RegistryFields.purpose + extra,
      button: "Open", busy: "Opening …")
  }

  private func revise(_ record: StoredRecord, _ token: String, _ extra: [FormField]) -> FormCard {
    FormCard(
      "revise", title: "Another assessment", text: "Makes a new version; this one is revoked.",
      path: "/records/\(record.id)/revise", token: token,
      fields: RegistryFields().assessment + (pages.services.photograph == nil ? [] : [RegistryFields.photographs])
        + extra,
      button: "Revise", busy: "Revising …")
  }

  private func revoke(_ record: StoredRecord, _ token: String) -> FormCard {
    FormCard(
      "revoke", title: "Revoke",
      text: "Final. The record is found no more; what is encrypted stays until it is erased.",
      path: "/records/\(record.id)/revoke", token: token,
      fields: [
        FormField(
          "why", "Because", .choice([.init("withdrawn", "it is withdrawn"), .init("wrong", "it was wrong")]),
          isWide: true)
      ] + RegistryFields.purpose, button: "Revoke", kind: "danger")
  }

  private func erase(_ record: StoredRecord, _ token: String) -> FormCard {
    FormCard(
      "erase", title: "Erase", text: "Destroys the record's key, and with it the record.",
      path: "/records/\(record.id)/erase", token: token,
      fields: RegistryFields.purpose + [
        FormField("sure", "I know that it cannot be undone", .check, isRequired: true, isWide: true)
      ], button: "Erase", kind: "danger")
  }
}
