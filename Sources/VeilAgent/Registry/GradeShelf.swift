import Foundation
import VeilConsole

/// The pictures that were shown last, in memory only.
actor GradeShelf {
  /// What was made of one picture.
  struct Entry: Sendable {
    let galleries: [Gallery]
    let pictures: [Data]
    let notice: String
  }

  /// How many are kept.
  private static let limit = 3
  private var entries: [(name: String, entry: Entry)] = []

  /// Keeps an entry under a name and forgets the oldest.
  func put(_ entry: Entry, as name: String) {
    entries.append((name, entry))
    if entries.count > Self.limit { entries.removeFirst() }
  }

  func entry(_ name: String) -> Entry? { entries.first { $0.name == name }?.entry }
}
