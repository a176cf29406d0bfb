import Cryptography
import Ethereum
import Foundation
import VeilRegistry

/// A person of a batch: one JSON object a line, with the attributes by their names (text, or a list of texts), `risk`,
/// `suspect` and `until`.
struct BatchLine {
  let record: SubjectRecord

  /// - Throws: an error that names the line and the member, never its content.
  init(_ text: Substring, number: Int, by manager: Address) throws {
    let wrong = { (what: String) in RegistryError(.invalidQuery, "line \(number) of the batch \(what)") }
    guard let json = try? JSON(parsing: Array(text.utf8)), let members = json.object else {
      throw wrong("is no JSON object")
    }
    guard case .number(let risk)? = json["risk"], let risk = Double(risk), let until = json["until"]?.string,
      let suspect = json["suspect"]?.bool
    else { throw wrong("needs “risk” (a number), “suspect” (true or false) and “until” (YYYY-MM-DD)") }
    do {
      var attributes: [Attribute] = []
      for (name, value) in members.sorted(by: { $0.key < $1.key })
      where !["risk", "suspect", "until"].contains(name) {
        let kind = try AttributeKind(named: name)
        let texts = value.array.map { $0.compactMap(\.string) } ?? [value.string].compactMap { $0 }
        guard !texts.isEmpty else { throw wrong("has a \(kind.rawValue) that is no text") }
        attributes += try texts.map { try Attribute(kind, $0) }
      }
      record = try SubjectRecord(
        attributes: attributes,
        assessment: try AssessmentOptions.assessment(risk: risk, isSuspect: suspect, until: until, by: manager))
    } catch let error as RegistryError {
      throw RegistryError(error.code, "line \(number) of the batch: \(error.message)")
    }
  }

  /// All lines, each checked before anybody is enrolled.
  static func read(_ path: String, by manager: Address) throws -> [BatchLine] {
    let bytes = try PrivateFile.read(path, limit: 1 << 28)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
      .map { try BatchLine($0.element, number: $0.offset + 1, by: manager) }
  }
}
