import Cryptography
import Foundation
import VeilConsole
import VeilRegistry

/// How the registry's pages write records and times.
enum RegistryText {
  /// `2026-05-06 07:08 UTC` of seconds since 1970.
  static func time(_ seconds: UInt64) -> String { DeskText.time(Int64(clamping: seconds) &* 1_000) }

  static func facts(_ found: FoundRecord) -> [Fact] {
    let assessment = found.record.assessment
    return found.record.attributes.map { Fact($0.kind.title, $0.text) } + [
      Fact("Risk", found.assessment.map { risk($0.risk) } ?? "unknown, because the assessment has expired"),
      Fact("Holds until", time(assessment.expiresAt)), Fact("Set by", hash: assessment.setBy.description),
      Fact("Set", time(assessment.setAt)), Fact("Photographs", "\(found.record.faces.count)"),
      Fact("Entry on the ledger", "\(found.entry)"), Fact("Record", hash: found.id.description),
    ]
  }

  static func badge(_ found: FoundRecord) -> Badge {
    guard let assessment = found.assessment else { return Badge("unknown", .wait) }
    return assessment.isSuspect ? Badge("suspect", .bad) : Badge("no suspect", .plain)
  }

  static func badge(_ state: StoredRecord.State) -> Badge {
    switch state {
    case .pending: Badge("not on the ledger yet", .wait)
    case .live: Badge("in force", .good)
    case .revoked: Badge("revoked", .bad)
    case .erased: Badge("erased", .plain)
    }
  }

  /// A risk without needless digits.
  static func risk(_ risk: Risk) -> String {
    risk.value == risk.value.rounded() ? "\(Int(risk.value))" : "\(risk.value)"
  }
}
