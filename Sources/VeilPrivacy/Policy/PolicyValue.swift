/// What a key of a policy is given, before it is understood.
package enum PolicyValue: Sendable, Hashable {
  case scalar(String)
  case list([String])
  case map([Entry])

  /// One `name: value` of a map.
  package struct Entry: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The only text of a single value.
  func text(of key: PolicyKey) throws(PolicyError) -> String {
    switch self {
    case .scalar(let text): return text
    case .list(let items) where items.count == 1: return items[0]
    default: throw PolicyError(.invalidValue, "\(key.rawValue) takes a single value")
    }
  }

  /// The items of a list; a single text is a list separated by commas unless `isSplit` is false.
  func items(of key: PolicyKey, isSplit: Bool = true) throws(PolicyError) -> [String] {
    let texts: [String] =
      switch self {
      case .scalar(let text): [text]
      case .list(let items): items
      case .map: throw PolicyError(.invalidValue, "\(key.rawValue) takes a list, not names with values")
      }
    let items = isSplit ? texts.flatMap(Self.split) : texts
    if let twice = Self.firstRepeated(items) {
      throw PolicyError(.duplicate, "\(key.rawValue) names \(twice) twice")
    }
    return items
  }

  /// The entries of a map; texts are `name=value`, several separated by commas.
  func entries(of key: PolicyKey) throws(PolicyError) -> [Entry] {
    let entries: [Entry]
    switch self {
    case .map(let given): entries = given
    case .scalar(let text): entries = try Self.entries([text], of: key)
    case .list(let texts): entries = try Self.entries(texts, of: key)
    }
    if let twice = Self.firstRepeated(entries.map(\.name)) {
      throw PolicyError(.duplicate, "\(key.rawValue) names \(twice) twice")
    }
    return entries
  }

  private static func entries(_ texts: [String], of key: PolicyKey) throws(PolicyError) -> [Entry] {
    var entries: [Entry] = []
    for text in texts.flatMap(split) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw PolicyError(.invalidValue, "\(key.rawValue) takes CATEGORY=VALUE, not '\(text)'")
      }
      entries.append(Entry(name: parts[0], value: parts[1]))
    }
    return entries
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  private static func firstRepeated(_ items: [String]) -> String? {
    var seen: Set<String> = []
    return items.first { !seen.insert($0).inserted }
  }
}
