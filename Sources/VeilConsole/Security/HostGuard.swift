internal import HTTPTypes
package import Hummingbird

/// Answers only requests that name this server as their host, so that no web page can reach it under a name of its own
/// that it points here (DNS rebinding).
package struct HostGuard<Context: RequestContext>: RouterMiddleware {
  /// The names under which this machine reaches itself.
  package static var loopbackNames: Set<String> { ["127.0.0.1", "localhost", "[::1]"] }

  private let names: Set<String>
  private let port: BoundPort?

  /// - Parameters:
  ///   - names: host names in lower case, without port.
  ///   - port: the port that the host must name; nil accepts any, for servers behind a proxy.
  package init(names: Set<String> = Self.loopbackNames, port: BoundPort?) {
    self.names = names
    self.port = port
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let authority = request.head.authority, isOurs(authority.lowercased()) else {
      throw ConsoleError(
        .misdirectedRequest, "This console answers only under its own address. Open it as the program printed it.")
    }
    return try await next(request, context)
  }

  private func isOurs(_ authority: String) -> Bool {
    let (name, given) = Self.split(authority)
    guard names.contains(name) else { return false }
    guard let port else { return true }
    return port.value != nil && (given ?? 80) == port.value
  }

  /// Name and port; a colon inside brackets belongs to the name. A port that is no number gives −1.
  private static func split(_ authority: String) -> (name: String, port: Int?) {
    let end = authority.lastIndex(of: "]") ?? authority.startIndex
    guard let colon = authority[end...].firstIndex(of: ":") else { return (authority, nil) }
    return (String(authority[..<colon]), Int(authority[authority.index(after: colon)...]) ?? -1)
  }
}
