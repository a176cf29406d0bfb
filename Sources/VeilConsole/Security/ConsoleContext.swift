package import Hummingbird

/// What a console knows of a visitor while it answers him.
package protocol ConsoleContext: RequestContext {
  /// Set by ``CSRFGuard`` before any handler runs.
  var session: ConsoleSession? { get set }
}

/// A context with nothing but the session.
package struct BasicConsoleContext: ConsoleContext {
  package var coreContext: CoreRequestContextStorage
  package var session: ConsoleSession?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
  }
}
