import Foundation
import VeilTesting

/// The program that tests an API by its document; `Scripts/setup --test` installs it.
enum Schemathesis {
  /// Nil if it is not installed.
  static let program: String? = {
    guard let python = PythonOracle.interpreter else { return nil }
    let path = python.deletingLastPathComponent().appending(path: "schemathesis").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()
}
