/// A part of a file: `bytes first-last/total` of Content-Range, both ends included.
package struct ByteRange: Sendable, Hashable, CustomStringConvertible {
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
  package init?(contentRange text: String) {
    guard text.hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = Self.number(parts[1]) else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else { return nil }
    self.init(first: first, last: last, total: total)
  }

  /// Reads one range of a Range header, `bytes=first-last`, `bytes=first-` or `bytes=-count`, of a file of `total` bytes.
  package init?(range text: String, total: Int) {
    guard text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    if ends[0].isEmpty {
      guard let count = Self.number(ends[1]), count > 0 else { return nil }
      self.init(first: max(0, total - count), last: total - 1, total: total)
    } else {
      guard let first = Self.number(ends[0]) else { return nil }
      guard ends[1].isEmpty || Self.number(ends[1]) != nil else { return nil }
      self.init(first: first, last: min(Self.number(ends[1]) ?? total - 1, total - 1), total: total)
    }
  }

  package var description: String { "bytes \(first)-\(last)/\(total)" }

  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(digits)
  }
}
