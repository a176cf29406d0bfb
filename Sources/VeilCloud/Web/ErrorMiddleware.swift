internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import VeilCloudAPI

/// Turns every error into an answer of the API, counts and logs it, without anything sensitive.
struct ErrorMiddleware: RouterMiddleware {
  let metrics: Metrics
  let clock: CloudClock
  let allowed: AllowedMethods

  func handle(
    _ request: Request, context: CloudContext, next: (Request, CloudContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock().now
    let response = await answer(request, context, next)
    let elapsed = start.duration(to: ContinuousClock().now)
    metrics.observe("veilcam_request_seconds", seconds: elapsed / .seconds(1))
    metrics.count("veilcam_requests_total", labels: "code=\"\(response.status.code)\"")
    if response.status.code >= 500 {
      context.logger.error(
        "request failed", metadata: ["route": "\(context.endpointPath ?? "?")", "status": "\(response.status.code)"])
    }
    return response
  }

  private func answer(
    _ request: Request, _ context: CloudContext, _ next: (Request, CloudContext) async throws -> Response
  ) async -> Response {
    do {
      return try await next(request, context)
    } catch let error as CloudError {
      return APIReply.failure(error)
    } catch let error as any HTTPResponseError {
      if error.status == .notFound, let methods = allowed.methods(at: request.uri.path) {
        return Self.wrongMethod(methods)
      }
      return APIReply.failure(Self.translated(error.status))
    } catch {
      context.logger.error("unexpected error", metadata: ["type": "\(type(of: error))"])
      return APIReply.failure(CloudError(.internalError, "the cloud failed; try again later"))
    }
  }

  private static func wrongMethod(_ methods: [String]) -> Response {
    let names = methods.joined(separator: ", ")
    var response = APIReply.failure(CloudError(.malformed, "this address takes \(names) only"))
    response.status = .methodNotAllowed
    response.headers[.allow] = names
    return response
  }

  private static func translated(_ status: HTTPResponse.Status) -> CloudError {
    switch status.code {
    case 404, 405: CloudError(.notFound, "there is nothing at this address")
    case 413: CloudError(.tooLarge, "the body is too large")
    case 400..<500: CloudError(.malformed, "the request could not be read")
    default: CloudError(.internalError, "the cloud failed; try again later")
    }
  }
}
