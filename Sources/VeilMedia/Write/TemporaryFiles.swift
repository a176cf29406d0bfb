internal import Foundation
internal import Synchronization

/// The unfinished files of this process, so that whoever ends it early can remove them.
///
/// A handler of SIGINT or SIGTERM calls ``removeAll()``; call it from a dispatch source or a task, not from a raw signal
/// handler, because it takes a lock.
package enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Removes all unfinished files.
  package static func removeAll() {
    paths.withLock { paths in
      for path in paths { unlink(path) }
      paths = []
    }
  }

  /// Removes one of them.
  package static func remove(_ path: String) {
    paths.withLock { paths in
      if paths.remove(path) != nil { unlink(path) }
    }
  }

  /// Unfinished files right now, for tests and reports.
  package static var all: Set<String> { paths.withLock { $0 } }

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }
}
