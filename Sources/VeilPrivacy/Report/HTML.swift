/// Text that is already safe HTML. Everything that comes from outside goes through ``init(text:)``.
struct HTML: ExpressibleByStringInterpolation, CustomStringConvertible {
  private(set) var description: String

  init(stringLiteral value: String) { description = value }
  init(stringInterpolation: StringInterpolation) { description = stringInterpolation.result }

  /// Markup of any text: the five characters with a meaning are escaped.
  init(text: String) {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
    description = escaped
  }

  /// Interpolation that escapes text and passes markup on.
  struct StringInterpolation: StringInterpolationProtocol {
    var result = ""
    init(literalCapacity: Int, interpolationCount: Int) { result.reserveCapacity(literalCapacity * 2) }
    mutating func appendLiteral(_ literal: String) { result += literal }
    mutating func appendInterpolation(_ markup: HTML) { result += markup.description }
    mutating func appendInterpolation(_ markup: [HTML]) { for part in markup { result += part.description } }
    mutating func appendInterpolation(_ text: String) { result += HTML(text: text).description }
    mutating func appendInterpolation(_ number: Int) { result += String(number) }
  }
}
