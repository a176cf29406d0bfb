package import Cryptography
internal import Ethereum
internal import VeilEvidence

/// A line of the audit log: who did what to which records, why, and the hash of the line before.
package struct AuditLine: Sendable, Hashable {
  /// What was done.
  package enum Action: String, Sendable, Hashable, CaseIterable {
    case create, enroll, revise, search, match, show, render, export, revoke, erase, admit, dismiss, rotate
    case ask, agree, rule
  }

  /// From 1.
  package let number: UInt64
  package let time: UInt64
  package let manager: Address
  package let action: Action
  package let reason: String
  package let caseNumber: String
  /// The records' identifiers; never an attribute.
  package let records: [String]
  /// Who agreed, under the two-person rule.
  package var consent: Consent?
  package let previous: Hash256

  /// The line before the first.
  static let beginning = Hash256()

  /// Canonical JSON.
  package var text: String {
    var members: [String: JSON] = [
      "version": .integer(1), "number": .integer(number), "time": .integer(time),
      "manager": .string(manager.description), "action": .string(action.rawValue), "reason": .string(reason),
      "case": .string(caseNumber), "records": .array(records.map { .string($0) }),
      "previous": .string(previous.description),
    ]
    if let consent {
      members["second"] = .string(consent.second.description)
      members["agreement"] = .string(consent.agreement.description)
    }
    return JSON.object(members).text
  }

  /// The leaf of the Merkle tree (RFC 6962 §2.1), which is also what the next line names.
  package var hash: Hash256 { MerkleHash.leaf(Array(text.utf8)) }
}

extension AuditLine {
  /// Reads ``text``.
  /// - Throws: ``RegistryError`` `tampered` that names the line.
  init(text: String, number: UInt64) throws {
    let json = try? JSON(parsing: Array(text.utf8))
    guard let json, json["version"]?.int == 1, json["number"]?.int.flatMap({ UInt64(exactly: $0) }) == number,
      let time = json["time"]?.int.flatMap({ UInt64(exactly: $0) }),
      let manager = json["manager"]?.string.flatMap({ try? Address($0) }),
      let action = json["action"]?.string.flatMap(Action.init), let reason = json["reason"]?.string,
      let caseNumber = json["case"]?.string, let records = json["records"]?.array?.compactMap(\.string),
      let previous = json["previous"]?.string.flatMap({ Hash256(hex: $0) })
    else { throw Self.tampered(number) }
    self.init(
      number: number, time: time, manager: manager, action: action, reason: reason, caseNumber: caseNumber,
      records: records, consent: Self.consent(json), previous: previous)
    guard self.text == text else { throw Self.tampered(number) }
  }

  private static func consent(_ json: JSON) -> Consent? {
    guard let second = json["second"]?.string.flatMap({ try? Address($0) }),
      let agreement = json["agreement"]?.string.flatMap({ Hash256(hex: $0) })
    else { return nil }
    return Consent(second: second, agreement: agreement)
  }

  /// A line that was changed and is still well formed shows in the next one, which has its hash.
  static func mismatched(_ number: UInt64) -> RegistryError {
    RegistryError(
      .tampered,
      "line \(number) of the audit log is not the one that line \(number + 1) names; compare them with a backup")
  }

  static func tampered(_ number: UInt64) -> RegistryError {
    RegistryError(.tampered, "line \(number) of the audit log was changed or removed; compare it with a backup")
  }
}
