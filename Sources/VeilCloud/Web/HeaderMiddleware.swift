internal import HTTPTypes
internal import Hummingbird

/// Header fields that keep a browser from doing anything with an answer but showing it.
struct HeaderMiddleware: RouterMiddleware {
  private static let fields: [(String, String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
  ]

  /// Whether the cloud itself speaks TLS.
  let isSecure: Bool

  func handle(
    _ request: Request, context: CloudContext, next: (Request, CloudContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fields {
      if let name = HTTPField.Name(name), response.headers[name] == nil { response.headers[name] = value }
    }
    if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }
}
