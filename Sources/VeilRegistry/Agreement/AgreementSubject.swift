package import Cryptography

/// What two managers open together.
package enum AgreementSubject: Sendable, Hashable {
  /// One record, in this version of it.
  case record(RecordID)
  /// A search, by a keyed one-way value of its words: whoever finds the file learns nothing from it.
  case query(Hash256)
  /// Everything.
  case export
  /// No record: the end of the two-person rule.
  case end
}

extension AgreementSubject: CustomStringConvertible {
  /// As it is signed.
  package var description: String {
    switch self {
    case .record(let id): "record \(id)"
    case .query(let hash): "query \(hash.hex)"
    case .export: "export"
    case .end: "end of the two-person rule"
    }
  }

  /// Reads ``description``.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    if text == Self.export.description {
      self = .export
    } else if text == Self.end.description {
      self = .end
    } else if words.count == 2, words[0] == "record", let id = try? RecordID(String(words[1])) {
      self = .record(id)
    } else if words.count == 2, words[0] == "query", let hash = Hash256(hex: words[1]) {
      self = .query(hash)
    } else {
      return nil
    }
    guard description == text else { return nil }
  }
}
