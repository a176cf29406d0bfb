import Cryptography
import Hummingbird
import VeilConsole
import VeilRegistry

/// Enrolling a person with an assessment, and with photographs where a network describes faces.
struct RegistryEnrolPages: Sendable {
  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/enrol") { request, context in
      pages.page(page(FormFields(text: ""), context), path: "/enrol", request, context)
    }
    router.post("/enrol", use: enrol)
  }

  private func page(_ typed: FormFields, _ context: BasicConsoleContext) -> WorkPage {
    let fields = RegistryFields(typed)
    var page = WorkPage(
      "Enrol a person",
      subtitle:
        "What you write is encrypted on this machine. The ledger gets a commitment and a hash, which tell nothing of the person."
    )
    let hasFaces = pages.services.photograph != nil
    page.forms = [
      FormCard(
        "enrol",
        text: hasFaces ? nil : "No network here describes faces, so photographs cannot be enrolled (docs/registry.md).",
        path: "/enrol", token: pages.token(context),
        fields: fields.person + fields.assessment + (hasFaces ? [RegistryFields.photographs] : []), button: "Enrol",
        busy: "Enrolling …")
    ]
    return page
  }

  @Sendable private func enrol(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    do {
      let services = pages.services
      let assessment = try RegistryFields.assessment(form.fields, by: services.manager, at: services.now())
      let attributes = try RegistryFields.attributes(form.fields)
      let record = try SubjectRecord(
        attributes: attributes, assessment: assessment, faces: try await pages.faces(form))
      let found = try await services.withRegistry { try await $0.enroll(record) }
      return ConsoleSite.redirect(to: "/records/\(found.id)?done=enrolled")
    } catch {
      guard let trouble = RegistryPages.explain(error) else { throw error }
      return pages.page(page(form.fields, context), path: "/enrol", request, context, trouble: trouble)
    }
  }
}

extension RegistryPages {
  /// The faces of a form's photographs.
  /// - Throws: ``RegistryError`` `unusableFace`, ``ProtectionError`` `unusablePhotograph` naming the photograph.
  func faces(_ form: UploadForm) async throws -> [FaceEmbedding] {
    let files = form.files(RegistryFields.photographs.name)
    guard !files.isEmpty else { return [] }
    guard let photograph = services.photograph else {
      throw RegistryError(.unusableFace, "no network here describes faces; enrol the person without photographs")
    }
    var faces: [FaceEmbedding] = []
    for file in files { faces.append(try await UploadedPicture.with(file) { try await photograph($0) }) }
    return faces
  }
}
