internal import Foundation

/// The agent's state on disk: the queue, the keys and what incidents are made of. Only its owner may read it.
package struct StateFolder: Sendable, Hashable {
  package let path: String

  /// Makes the folders that are missing.
  /// - Throws: `notWritable`.
  package init(path: String) throws {
    self.path = path
    for folder in [path, keys, incidents, marks] {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw AgentError(.notWritable, "the state folder \(folder) cannot be made; check the disk and its permissions")
      }
    }
  }

  package var database: String { path + "/queue.sqlite" }
  /// Signing keys of the device, one file each.
  package var keys: String { path + "/keys" }
  package var incidents: String { path + "/incidents" }
  /// Marks that a person has set, one file each.
  package var marks: String { path + "/marks" }
  var lock: String { path + "/lock" }
}

/// The right to change a state folder, for one process at a time. The kernel takes it back when the process ends, in
/// whatever way.
package final class StateLock: Sendable {
  private let descriptor: Int32

  /// - Throws: `inUse`, `notWritable`.
  package init(_ folder: StateFolder) throws {
    descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw AgentError(.notWritable, "the state folder \(folder.path) cannot be written; check its permissions")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw AgentError(.inUse, "another agent works with \(folder.path); stop it first, or choose another --state")
    }
  }

  deinit { close(descriptor) }
}
