internal import HTTPTypes
package import Hummingbird

/// Tells browsers to load nothing from elsewhere, to run no script that stands in a page, to let nobody frame the
/// console, and to tell no other site where the person came from.
package struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  /// Sent with every answer. Neither scripts nor styles may stand in a page.
  package static var policy: String {
    [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "media-src 'self' blob:",
      "connect-src 'self'", "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  private let isEncrypted: Bool

  /// - Parameter isEncrypted: whether the server is reached by TLS only, which browsers are then told to insist on.
  package init(isEncrypted: Bool = false) { self.isEncrypted = isEncrypted }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fields {
      if let name = HTTPField.Name(name), response.headers[name] == nil { response.headers[name] = value }
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }

  private static var fields: [(String, String)] {
    [
      ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ]
  }
}
