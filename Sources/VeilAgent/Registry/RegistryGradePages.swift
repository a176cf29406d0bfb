import Cryptography
import Foundation
import Hummingbird
import VeilConsole
import VeilMedia
import VeilPrivacy
import VeilRegistry
import VeilVision

/// One picture at all grades (the risk paper's figure 3), with the kernel and sigma of each.
struct RegistryGradePages: Sendable {
  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/grades") { request, context in
      pages.page(page(FormFields(text: ""), context), path: "/grades", request, context)
    }
    router.post("/grades", use: make)
    router.get("/grades/:name", use: show)
    router.get("/grades/:name/:number", use: picture)
  }

  private func page(_ typed: FormFields, _ context: BasicConsoleContext) -> WorkPage {
    var page = WorkPage(
      "A picture at all grades",
      subtitle:
        "How a face is shown by the risk that the registry holds of it, as in the risk paper's figure 3. The last three pictures are kept, in memory only, and nobody is looked up."
    )
    page.forms = [
      FormCard(
        "grades", path: "/grades", token: pages.token(context),
        fields: [
          FormField("picture", "Picture", .files(accept: "image/*", isMultiple: false), isRequired: true, isWide: true),
          FormField(
            "steps", "Steps of risk", value: typed.text("steps") ?? RiskSteps.paper.description,
            hint: "Limit and value of each group; these are the paper's."),
          FormField(
            "face", "Where the face is", value: typed["face"], hint: "Empty: it is looked for.",
            placeholder: "x,y,width,height"),
        ], button: "Show", busy: "Masking …")
    ]
    return page
  }

  @Sendable private func make(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let form = try await pages.form(request)
    do {
      let name = Hex.encode(RandomBytes.make(16))
      await pages.services.shelf.put(try await entry(form, name), as: name)
      return ConsoleSite.redirect(to: "/grades/\(name)")
    } catch {
      guard let trouble = RegistryPages.explain(error) else { throw error }
      return pages.page(page(form.fields, context), path: "/grades", request, context, trouble: trouble)
    }
  }

  @Sendable private func show(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    guard let entry = await pages.services.shelf.entry(context.parameters.get("name") ?? "") else {
      throw ConsoleError(.notFound, "This picture is not kept any longer; choose it again.")
    }
    var page = page(FormFields(text: ""), context)
    page.galleries = entry.galleries
    page.sections = [.init(text: entry.notice)]
    return pages.page(page, path: "/grades", request, context)
  }

  @Sendable private func picture(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let entry = await pages.services.shelf.entry(context.parameters.get("name") ?? "")
    guard let pictures = entry?.pictures, let number = Int(context.parameters.get("number") ?? ""),
      pictures.indices.contains(number)
    else { throw HTTPError(.notFound) }
    return Response(
      status: .ok, headers: [.contentType: "image/jpeg"],
      body: .init(byteBuffer: ByteBuffer(bytes: pictures[number])))
  }

  // MARK: Masking

  private func entry(_ form: UploadForm, _ name: String) async throws -> GradeShelf.Entry {
    guard let file = form.files("picture").first else {
      throw RegistryError(.unusableFace, "choose a picture with a face")
    }
    let options = ["method": ["risk"], "risk-steps": [form.fields.text("steps") ?? RiskSteps.paper.description]]
    let steps = try ProtectionPolicy([PolicyDocument(commandLine: options)]).options.riskSteps
    let frame = try await UploadedPicture.with(file) { try await StillImage.read($0).frame }
    let faces = try await boxes(form.fields.text("face"), frame)
    var drawer = GradeDrawer(name: name)
    for scales in [true, false] {
      try await drawer.draw(try GradeSheet(frame, faces: faces, steps: steps, scalesWithFace: scales), scales: scales)
    }
    return GradeShelf.Entry(
      galleries: drawer.galleries, pictures: drawer.pictures,
      notice:
        "\(UploadedPicture.name(of: file)): \(faces.count == 1 ? "1 face" : "\(faces.count) faces"), masked by what masks films. The largest one is shown at its own pixels."
    )
  }

  private func boxes(_ text: String?, _ frame: VideoFrame) async throws -> [Box] {
    guard let text else {
      return try await pages.services.faces(frame).filter { $0.category == .face }.map(\.box)
    }
    let numbers = text.split(separator: ",").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard numbers.count == 4, numbers.allSatisfy({ (0...100_000).contains($0) }), numbers[2] >= 1, numbers[3] >= 1
    else { throw RegistryError(.unusableFace, "a face lies at x,y,width,height, such as 120,80,64,90") }
    return [Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])]
  }
}
