/// Reads the part of MessagePack that Umbral's wire forms use, and only in the form that their writers give: arrays of
/// known counts, byte strings of known lengths, booleans, nothing behind the end.
struct MessagePackReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) {
    rest = Array(bytes)[...]
  }

  /// The head of an array of exactly `count` elements.
  mutating func array(_ count: Int) throws {
    for byte in MessagePackWriter.arrayHead(count) {
      guard rest.popFirst() == byte else { throw malformed("an array of \(count) was expected") }
    }
  }

  /// A byte string of exactly `count` bytes, at most 255.
  mutating func bytes(_ count: Int) throws -> [UInt8] {
    guard rest.popFirst() == 0xC4, rest.popFirst().map(Int.init) == count, rest.count >= count else {
      throw malformed("a string of \(count) bytes was expected")
    }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func boolean() throws -> Bool {
    switch rest.popFirst() {
    case 0xC2: return false
    case 0xC3: return true
    default: throw malformed("true or false was expected")
    }
  }

  /// Must be called last: refuses bytes that follow.
  func end() throws {
    guard rest.isEmpty else { throw malformed("\(rest.count) bytes follow the end") }
  }

  private func malformed(_ what: String) -> UmbralError {
    UmbralError(.malformed, "not in Umbral's MessagePack form: \(what)")
  }
}
