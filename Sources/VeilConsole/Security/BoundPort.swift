internal import Synchronization

/// The port that a server got when it began to listen; known only then, because port 0 lets the system choose.
package final class BoundPort: Sendable {
  private let state: Mutex<Int?>

  package init(_ value: Int? = nil) { state = Mutex(value) }

  package var value: Int? { state.withLock { $0 } }

  package func set(_ port: Int?) { state.withLock { $0 = port } }
}
