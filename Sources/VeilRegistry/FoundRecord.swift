/// A record that a manager has opened.
package struct FoundRecord: Sendable, Hashable {
  package let id: RecordID
  /// Its number on the ledger.
  package let entry: UInt64
  package let record: SubjectRecord
  /// Whether the assessment still holds; if not, nothing is known of the subject.
  package let holds: Bool

  /// The assessment if it still holds.
  package var assessment: Assessment? { holds ? record.assessment : nil }
}
