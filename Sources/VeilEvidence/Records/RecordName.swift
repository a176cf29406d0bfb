internal import Cryptography

/// The public name of a segment's file: seven decimal digits of a counter that starts at random with every device key.
/// The name on the camera's card stays on the card.
package struct RecordName: Sendable, Hashable, CustomStringConvertible {
  package static let byteCount = 7
  private static let limit: UInt32 = 10_000_000

  /// 0 to 9 999 999.
  package let counter: UInt32

  /// The counter modulo 10 000 000.
  package init(counter: UInt32) { self.counter = counter % RecordName.limit }

  /// A start that nobody can guess.
  package static func random() -> RecordName { RecordName(counter: UInt32.random(in: 0..<limit)) }

  /// The following name; 0000000 follows 9999999.
  package var next: RecordName { RecordName(counter: counter + 1) }

  package var description: String {
    let digits = String(counter)
    return String(repeating: "0", count: RecordName.byteCount - digits.count) + digits
  }

  /// - Throws: `malformed` unless there are seven digits.
  package init(bytes: some Collection<UInt8>) throws {
    guard bytes.count == RecordName.byteCount, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw EvidenceError.malformed("the file name of a record is seven digits")
    }
    counter = bytes.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
  }

  /// The seven digits in ASCII.
  package var bytes: [UInt8] { Array(description.utf8) }
}
