internal import HTTPTypes
package import Hummingbird
internal import Logging

/// Turns errors into pages. What a ``ConsoleError`` says is shown; of everything else only that it happened, with the
/// request's number, under which the log has the rest.
package struct ErrorPages<Context: RequestContext>: RouterMiddleware {
  private let site: ConsoleSite
  /// Sentences for errors of the console's own domain that are meant for the person; nil for those that are not.
  private let explain: @Sendable (any Error) -> String?

  package init(site: ConsoleSite, explain: @escaping @Sendable (any Error) -> String? = { _ in nil }) {
    self.site = site
    self.explain = explain
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as CancellationError {
      throw error
    } catch {
      let (status, message) = judge(error)
      if status.code >= 500 {
        context.logger.critical(
          "a page failed", metadata: ["reason": "\(type(of: error))", "path": "\(request.uri.path)"])
      }
      return site.errorPage(status, message: message, wantsJSON: Self.wantsJSON(request))
    }
  }

  private func judge(_ error: any Error) -> (HTTPResponse.Status, String) {
    if let error = error as? ConsoleError { return (error.status, error.message) }
    if let message = explain(error) { return (.unprocessableContent, message) }
    if let error = error as? any HTTPResponseError { return (error.status, Self.sentence(for: error.status)) }
    return (.internalServerError, Self.sentence(for: .internalServerError))
  }

  private static func wantsJSON(_ request: Request) -> Bool {
    request.headers[.accept]?.hasPrefix("application/json") == true
  }

  private static func sentence(for status: HTTPResponse.Status) -> String {
    switch status.code {
    case 404: "There is nothing at this address."
    case 405: "This page cannot be used in this way."
    case 413: "What you sent is too large."
    case 416: "The file does not have the part that was asked for."
    case 429: "Too many requests; wait a moment and try again."
    case 400..<500: "The request could not be understood. Go back and check what you entered."
    default: "Something went wrong here. Nothing was changed; try again, or look into the program's log."
    }
  }
}
