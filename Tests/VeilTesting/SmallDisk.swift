import Foundation
import Glibc

/// A file system of a given size in memory, unmounted with the value. Needs root.
package final class SmallDisk: Sendable {
  private let mountPoint: TemporaryFolder

  /// True if this process may mount.
  package static let isPossible: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    guard mount("tmpfs", folder.url.path, "tmpfs", 0, "size=64k") == 0 else { return false }
    return umount(folder.url.path) == 0
  }()

  package init(kilobytes: Int) throws {
    mountPoint = try TemporaryFolder()
    guard mount("tmpfs", mountPoint.url.path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  deinit { umount(mountPoint.url.path) }

  package func path(_ name: String) -> String { mountPoint.path(name) }

  package var names: [String] { mountPoint.names }
}
