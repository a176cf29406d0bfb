/// What the command line asks for.
struct Options {
  enum Part: String, CaseIterable { case records, search, transfer, memory }

  /// Where the JSON goes.
  var json: String?
  /// How many verified evidences the index has.
  var evidences = 1_000_000
  /// How many films go through at the same time while the memory is looked at.
  var films = 20
  /// Nil measures everything.
  var only: Part?

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchError("\(option) needs a value") }
      switch option {
      case "--json": json = value
      case "--evidences": evidences = try Self.number(value, option)
      case "--films": films = try Self.number(value, option)
      case "--only":
        guard let part = Part(rawValue: value) else {
          throw BenchError("--only is one of \(Part.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        only = part
      default: throw BenchError("unknown option \(option)")
      }
    }
  }

  func wants(_ part: Part) -> Bool { only == nil || only == part }

  private static func number(_ text: String, _ option: String) throws -> Int {
    guard let number = Int(text), number > 0 else { throw BenchError("\(option) takes a positive number") }
    return number
  }
}
