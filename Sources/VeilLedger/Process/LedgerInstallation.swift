internal import Foundation

/// Where the embedded ledger's program and its Python lie.
package struct LedgerInstallation: Sendable, Hashable {
  /// The folder with the package `veilcam_ledger`.
  package let program: String
  package let python: String

  package init(program: String, python: String) {
    self.program = program
    self.python = python
  }

  /// Looks in `VEILCAM_ROOT`, and in the folders above this executable, for a checkout that has been set up.
  /// - Throws: ``LedgerError`` with `missing`.
  package static func find() throws -> LedgerInstallation {
    let files = FileManager.default
    for root in candidates() where files.fileExists(atPath: root + "/ledger/veilcam_ledger/__main__.py") {
      let python = root + "/Vendor/ledger-python/bin/python"
      guard files.isExecutableFile(atPath: python) else {
        throw LedgerError(
          .missing, "the embedded ledger's Python is missing; run \(root)/Scripts/setup, or name another with --ledger")
      }
      return LedgerInstallation(program: root + "/ledger", python: python)
    }
    throw LedgerError(
      .missing,
      "the embedded ledger is missing: there is no folder “ledger” above this program; run it from its checkout, or set "
        + "VEILCAM_ROOT, or name another ledger with --ledger")
  }

  private static func candidates() -> [String] {
    var roots = [String]()
    if let named = ProcessInfo.processInfo.environment["VEILCAM_ROOT"], !named.isEmpty { roots.append(named) }
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    var folder = URL(filePath: executable).deletingLastPathComponent()
    while folder.path != "/", !folder.path.isEmpty, roots.count < 32 {
      roots.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    return roots
  }
}
