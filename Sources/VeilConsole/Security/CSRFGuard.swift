internal import HTTPTypes
package import Hummingbird

/// Lets only the console's own pages change anything.
///
/// Every visitor gets a session cookie that other sites cannot make a browser send (`SameSite=Strict`). A request that
/// may change something must carry the session's token, and must not say that it comes from another origin.
package struct CSRFGuard<Context: ConsoleContext>: RouterMiddleware {
  /// The most bytes of a form in which the token is looked for.
  package static var formLimit: Int { 64 << 10 }
  package static var cookieName: String { "veilcam_session" }

  private let keys: SessionKeys
  /// Whether the cookie is for encrypted connections only.
  private let isSecure: Bool
  /// The most bytes of a form with files; 0 takes none.
  private let uploadLimit: Int

  package init(keys: SessionKeys = SessionKeys(), isSecure: Bool = false, uploadLimit: Int = 0) {
    self.keys = keys
    self.isSecure = isSecure
    self.uploadLimit = uploadLimit
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var (request, context) = (request, context)
    let known = request.cookies[Self.cookieName]?.value
    let name = known.flatMap { SessionKeys.isName($0) ? $0 : nil } ?? keys.makeName()
    context.session = ConsoleSession(name: name, token: keys.token(of: name))
    if !Self.isSafe(request.method) {
      guard known == name else { throw Self.refusal }
      try await check(&request, token: keys.token(of: name))
    }
    var response = try await next(request, context)
    if known != name {
      response.setCookie(
        Cookie(name: Self.cookieName, value: name, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict))
    }
    return response
  }

  private static func isSafe(_ method: HTTPRequest.Method) -> Bool { [.get, .head, .options].contains(method) }

  private func check(_ request: inout Request, token: String) async throws {
    guard Self.isFromHere(request) else { throw Self.refusal }
    guard let given = try await formToken(in: &request), SessionKeys.equal(given, token) else { throw Self.refusal }
  }

  /// Whether nothing in the request says that it comes from elsewhere. A browser that is told to send no referrer says
  /// `null` for the origin of a form, of every site; then it must say itself that the form is this site's.
  private static func isFromHere(_ request: Request) -> Bool {
    let site = request.headers[.fetchSite]
    guard site == nil || site == "same-origin" else { return false }
    guard let origin = request.headers[.origin] else { return true }
    if origin == "null" { return site == "same-origin" }
    guard let authority = request.head.authority else { return false }
    return origin == "http://\(authority)" || origin == "https://\(authority)"
  }

  private func formToken(in request: inout Request) async throws -> String? {
    if let header = request.headers[.csrfToken] { return header }
    guard let type = request.headers[.contentType] else { return nil }
    if type.hasPrefix("multipart/form-data"), uploadLimit > 0 {
      return try UploadForm(try await request.collectBody(upTo: uploadLimit), contentType: type).fields["csrf"]
    }
    guard type.hasPrefix("application/x-www-form-urlencoded") else { return nil }
    return FormFields(try await request.collectBody(upTo: Self.formLimit))["csrf"]
  }

  private static var refusal: ConsoleError {
    ConsoleError(
      .forbidden, "This form was not sent by this console's own page. Go back, reload the page and try again.")
  }
}

extension HTTPField.Name {
  static let fetchSite = Self("Sec-Fetch-Site") ?? .origin
  static let csrfToken = Self("X-CSRF-Token") ?? .cookie
}
