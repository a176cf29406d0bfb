package import Foundation
internal import Yams

/// Settings as they were given, by a file or by a command line; ``ProtectionPolicy`` makes sense of them.
///
/// A file is YAML or JSON: one mapping whose keys are those of ``PolicyKey``, kebab-case, the names of the command
/// line's options without the dashes:
///
///     method: blur
///     categories: [person, car, truck, bus, motorcycle, bicycle, face, plate]
///     category-method: {plate: solid}
///     zone: ["0,640,1280,80:keep"]
///
/// Nothing is skipped over: an unknown key, a key given twice, an empty value or a second document is refused.
package struct PolicyDocument: Sendable {
  let entries: [(key: PolicyKey, value: PolicyValue)]
  /// True if every setting was asked for in this very run, so that one without effect is a mistake.
  let isCommandLine: Bool

  /// The most bytes of a policy file.
  package static let largestFile = 1 << 20

  /// Options of a command line, for example `["zone": ["0,0,64,64"], "category-method": ["plate=solid,face=blur"]]`.
  /// Options without values are taken as not given.
  /// - Throws: ``PolicyError`` for unknown keys.
  package init(commandLine options: [String: [String]]) throws(PolicyError) {
    var entries: [(key: PolicyKey, value: PolicyValue)] = []
    for (name, values) in options.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
      entries.append((try Self.key(name), values.count == 1 ? .scalar(values[0]) : .list(values)))
    }
    self.entries = entries
    isCommandLine = true
  }

  /// Reads a YAML or JSON file.
  /// - Throws: ``PolicyError`` when it cannot be read, is larger than ``largestFile`` or is not a policy.
  package init(contentsOf file: URL) throws(PolicyError) {
    let name = file.lastPathComponent
    let text: String
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      let data = try handle.read(upToCount: Self.largestFile + 1) ?? Data()
      guard data.count <= Self.largestFile, let decoded = String(data: data, encoding: .utf8) else {
        throw PolicyError(.unreadable, "the policy file \(name) is not UTF-8 text of at most 1 MiB")
      }
      text = decoded
    } catch let error as PolicyError {
      throw error
    } catch {
      throw PolicyError(.unreadable, "the policy file \(file.path) cannot be read; give the path of a readable file")
    }
    try self.init(text: text, name: name)
  }

  /// Reads YAML or JSON text.
  /// - Parameter name: what messages call it.
  package init(text: String, name: String) throws(PolicyError) {
    // JSON may be indented by tabs, which YAML forbids. Inside JSON's strings there are none, so spaces do as well.
    let isJSON = text.first { !$0.isWhitespace } == "{"
    let root: Node?
    do {
      root = try Yams.compose(yaml: isJSON ? text.replacing("\t", with: " ") : text)
    } catch {
      throw Self.unreadable(error, name: name)
    }
    guard case .mapping(let mapping) = root else {
      throw PolicyError(.unreadable, "the policy file \(name) is not one mapping of keys to values")
    }
    var entries: [(key: PolicyKey, value: PolicyValue)] = []
    for (keyNode, valueNode) in mapping {
      guard case .scalar(let scalar) = keyNode else {
        throw PolicyError(.unknownKey, "a key of the policy file \(name) is not a text; \(Self.choices)")
      }
      let key = try Self.key(scalar.string)
      guard !entries.contains(where: { $0.key == key }) else {
        throw PolicyError(.duplicate, "\(key.rawValue) is given twice in the policy file \(name)")
      }
      entries.append((key, try Self.value(valueNode, of: key)))
    }
    self.entries = entries
    isCommandLine = false
  }

  func value(_ key: PolicyKey) -> PolicyValue? { entries.first { $0.key == key }?.value }

  private static let choices = "the keys are \(PolicyKey.allCases.map(\.rawValue).joined(separator: ", "))"

  private static func key(_ name: String) throws(PolicyError) -> PolicyKey {
    guard let key = PolicyKey(rawValue: name) else {
      throw PolicyError(.unknownKey, "there is no setting '\(name)'; \(choices)")
    }
    return key
  }

  private static func value(_ node: Node, of key: PolicyKey) throws(PolicyError) -> PolicyValue {
    switch node {
    case .scalar: return .scalar(try text(node, of: key))
    case .sequence(let items):
      var texts: [String] = []
      for item in items { texts.append(try text(item, of: key)) }
      return .list(texts)
    case .mapping(let mapping):
      var entries: [PolicyValue.Entry] = []
      for (name, value) in mapping {
        entries.append(PolicyValue.Entry(name: try text(name, of: key), value: try text(value, of: key)))
      }
      return .map(entries)
    default: throw PolicyError(.invalidValue, "\(key.rawValue) uses an alias; write its value out")
    }
  }

  private static func text(_ node: Node, of key: PolicyKey) throws(PolicyError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty, node.null == nil else {
      throw PolicyError(.invalidValue, "\(key.rawValue) has an empty or nested value; give it a text or number")
    }
    return scalar.string
  }

  private static func unreadable(_ error: any Error, name: String) -> PolicyError {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { String(describing: $0) }.joined(separator: ", ")
      return PolicyError(
        .duplicate, "the policy file \(name) gives a key twice near line \(context.mark.line): \(keys)")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return PolicyError(
        .unreadable, "the policy file \(name) is neither YAML nor JSON: \(problem) at line \(mark.line)")
    default: return PolicyError(.unreadable, "the policy file \(name) is neither YAML nor JSON")
    }
  }
}
