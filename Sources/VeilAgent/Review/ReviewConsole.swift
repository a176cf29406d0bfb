internal import Foundation
internal import Hummingbird
internal import VeilConsole
internal import VeilPrivacy

/// The editor of boxes as a page on loopback. It serves the pictures of one film, by their numbers, and nothing else.
package struct ReviewConsole: Sendable {
  /// The most bytes of a correction.
  private static let correctionLimit = 64 << 20

  private let session: ReviewSession
  private let site: ConsoleSite

  init(_ session: ReviewSession, version: String) throws {
    self.session = session
    site = try ConsoleSite(
      place: "Review", navigation: [], footer: "Runs on this machine. The recording does not leave it.",
      version: version)
  }

  func router(entryKey: String, port: BoundPort) -> Router<BasicConsoleContext> {
    let router = ConsoleServer.router(site: site, entryKey: entryKey, port: port, explain: Self.explain)
    router.get("/", use: page)
    router.get("/film", use: film)
    router.get("/frames/:stream/:number", use: frame)
    router.get("/api/film") { request, _ in try Self.json(try await session.film(try Self.stream(request))) }
    router.get("/api/frames") { request, _ in
      let (ready, total) = try await session.progress(try Self.stream(request))
      return try Self.json(["ready": ready, "total": total])
    }
    router.post("/api/save", use: save)
    router.post("/api/render", use: render)
    router.get("/api/render") { _, _ in try Self.json(await session.rendering) }
    return router
  }

  /// Serves until the task is cancelled.
  /// - Parameter onReady: told the address to open, key included.
  package static func serve(
    _ session: ReviewSession, port: Int, version: String, onReady: @escaping @Sendable (String) -> Void
  ) async throws {
    let server = ConsoleServer(port: port)
    let router = try ReviewConsole(session, version: version).router(entryKey: server.entryKey, port: server.bound)
    try await withThrowingTaskGroup { group in
      group.addTask { [session] in try await session.prepare() }
      try await server.run(router, onReady: onReady)
      group.cancelAll()
    }
  }

  @Sendable private func page(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let names = (URL(filePath: session.files.source).lastPathComponent, session.policy.method)
    let content = ReviewPage(
      name: names.0, film: "/film",
      categories: ["person", "car", "truck", "bus", "motorcycle", "bicycle", "face", "plate"],
      methods: ProtectionMethod.allCases.map { .init(name: $0.rawValue, isChosen: $0 == names.1) })
    var page = ConsolePage(names.0, path: "/", template: .review, content: content)
    page.scripts = [.review]
    return site.response(page, session: context.session)
  }

  @Sendable private func film(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    try await RangedFile(path: session.files.film, mediaType: MediaTypes.film(session.files.film))
      .response(to: request, context: context)
  }

  @Sendable private func frame(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    guard let stream = Int(context.parameters.get("stream") ?? ""),
      let number = Int(context.parameters.get("number") ?? ""),
      let path = session.streams[stream]?.strip.picture(number)
    else { throw HTTPError(.notFound) }
    var response = try await RangedFile(path: path, mediaType: "image/jpeg").response(to: request, context: context)
    response.headers[.cacheControl] = "private, max-age=3600"
    return response
  }

  @Sendable private func save(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.correctionLimit)
    guard let correction = try? JSONDecoder().decode(Correction.self, from: Data(body.readableBytesView)) else {
      throw ConsoleError(.badRequest, "The correction could not be understood; reload the page.")
    }
    try await session.save(correction)
    return try Self.json(["file": URL(filePath: session.files.corrected).lastPathComponent])
  }

  @Sendable private func render(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let body = try await request.body.collect(upTo: 4_096)
    let fields = try? JSONDecoder().decode([String: String].self, from: Data(body.readableBytesView))
    try await session.render(method: fields?["method"] ?? "")
    return try Self.json(["state": "started"])
  }

  /// The stream that a request names; nil for the first.
  private static func stream(_ request: Request) throws -> Int? {
    guard let text = request.uri.queryParameters["stream"] else { return nil }
    guard let stream = Int(text) else { throw HTTPError(.notFound) }
    return stream
  }

  private static func json(_ value: some Encodable) throws -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
  }

  private static func explain(_ error: any Error) -> String? {
    switch error {
    case let error as DeskError: error.message
    case let error as DetectionsError: error.description
    case let error as RunError: error.message
    default: nil
    }
  }
}
