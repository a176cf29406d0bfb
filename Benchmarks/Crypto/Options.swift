internal import Foundation

/// What the command line asks for.
struct Options {
  /// Where the JSON goes.
  var json: String?
  /// The interpreter with the anchors' packages.
  var python: String
  /// How often each figure is measured; the best counts.
  var rounds = 3

  init(_ arguments: [String]) throws {
    python = ProcessInfo.processInfo.environment["VEILCAM_TEST_PYTHON"] ?? "Vendor/python/bin/python"
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Anchors.Failed(description: "\(option) needs a value") }
      switch option {
      case "--json": json = value
      case "--python": python = value
      case "--rounds":
        guard let count = Int(value), count > 0 else {
          throw Anchors.Failed(description: "--rounds takes a positive number")
        }
        rounds = count
      default: throw Anchors.Failed(description: "unknown option \(option)")
      }
    }
  }
}
