internal import Foundation

/// The environment of the test run.
package enum TestEnvironment {
  /// Nil where the variable is not set, or empty.
  package static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
