package import Hummingbird
internal import Logging
internal import NIOCore

/// What accompanies a request.
package struct CloudContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The other end's address, for the limits of rate only.
  let peer: String

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}
