/// What a `Range` header asks of a file.
package enum ByteRange: Sendable, Hashable {
  case part(ClosedRange<Int>)
  /// The part lies outside of the file.
  case outside

  /// Nil where the header asks for several parts or is not understood: the whole file is the answer then.
  package init?(_ header: String, size: Int) {
    guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
    let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    let (first, last) = (Self.number(ends[0]), Self.number(ends[1]))
    switch (ends[0].isEmpty, ends[1].isEmpty) {
    case (true, false):
      guard let last else { return nil }
      self = last > 0 && size > 0 ? .part(max(0, size - last)...size - 1) : .outside
    case (false, true):
      guard let first else { return nil }
      self = first < size ? .part(first...size - 1) : .outside
    case (false, false):
      guard let first, let last, first <= last else { return nil }
      self = first < size ? .part(first...min(last, size - 1)) : .outside
    case (true, true): return nil
    }
  }

  /// Digits only, at most eighteen, so that nothing overflows.
  private static func number(_ text: Substring) -> Int? {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}
