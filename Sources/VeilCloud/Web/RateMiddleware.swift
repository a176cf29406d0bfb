internal import Hummingbird
internal import VeilCloudAPI

/// Refuses an address that asks for too much.
struct RateMiddleware: RouterMiddleware {
  let limiter: RateLimiter

  func handle(
    _ request: Request, context: CloudContext, next: (Request, CloudContext) async throws -> Response
  ) async throws -> Response {
    if let seconds = limiter.take(context.peer) {
      throw CloudError(
        .rateLimited, "too many requests; wait \(seconds) s and try again", retryAfter: seconds)
    }
    return try await next(request, context)
  }
}
