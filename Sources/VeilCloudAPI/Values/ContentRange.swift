/// The part of a file that a body is, as Content-Range names it: `bytes first-last/total`, both ends included.
package struct ContentRange: Sendable, Hashable, CustomStringConvertible {
  package let first: Int
  package let last: Int
  /// Length of the whole file.
  package let total: Int

  package var count: Int { last - first + 1 }

  /// Nil unless 0 ≤ first ≤ last < total.
  package init?(first: Int, last: Int, total: Int) {
    guard first >= 0, first <= last, last < total else { return nil }
    self.first = first
    self.last = last
    self.total = total
  }

  /// Reads `bytes first-last/total`.
  package init?(_ text: String) {
    guard text.hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = Self.number(parts[1]) else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else { return nil }
    self.init(first: first, last: last, total: total)
  }

  package var description: String { "bytes \(first)-\(last)/\(total)" }

  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(digits)
  }
}
