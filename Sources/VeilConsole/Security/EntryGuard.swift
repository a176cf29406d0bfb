internal import Crypto
internal import Foundation
internal import HTTPTypes
package import Hummingbird

/// Lets in only the person who started the console: other users of the machine reach the port, but not the key in the
/// address that the program printed.
package struct EntryGuard<Context: RequestContext>: RouterMiddleware {
  package static var path: String { "/enter" }

  private let key: String
  private let ticket: String
  private let cookieName: String

  /// - Parameter key: the secret of the address; a fresh one for every process.
  package init(key: String) {
    self.key = key
    ticket = SessionKeys.hex(SHA256.hash(data: Data("veilcam.entry\(key)".utf8)))
    // Two consoles on one machine share cookies, because ports do not part them.
    cookieName = "veilcam_entry_" + SessionKeys.hex(SHA256.hash(data: Data("veilcam.name\(key)".utf8))).prefix(8)
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if request.uri.path == Self.path {
      guard let given = request.uri.queryParameters["key"], SessionKeys.equal(given, key) else { throw Self.refusal }
      var response = Response(status: .seeOther, headers: [.location: "/"])
      response.setCookie(Cookie(name: cookieName, value: ticket, path: "/", httpOnly: true, sameSite: .strict))
      return response
    }
    guard let given = request.cookies[cookieName]?.value, SessionKeys.equal(given, ticket) else { throw Self.refusal }
    return try await next(request, context)
  }

  private static var refusal: ConsoleError {
    ConsoleError(
      .unauthorized, "Open this console with the whole address that the program printed; it carries the key to it.")
  }
}
