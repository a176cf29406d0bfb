/// A cancelable template: 512 bits that only the registry's key connects with a face. Similar faces have similar bits;
/// under another key they have others, and nothing compares across keys.
package struct FaceTemplate: Sendable, Hashable {
  package static let bitCount = 512
  static let wordCount = bitCount / 64

  let words: [UInt64]

  init(words: [UInt64]) { self.words = words }

  /// Reads ``bytes``; nil for another length.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.bitCount / 8 else { return nil }
    words = stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  var bytes: [UInt8] { words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } } }

  /// In how many bits two templates of one key differ.
  package func distance(to other: FaceTemplate) -> Int {
    zip(words, other.words).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
  }
}
