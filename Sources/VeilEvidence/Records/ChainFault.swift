/// The first record of a chain that cannot be right, and why.
package struct ChainFault: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The signature is not the device's.
    case badSignature
    /// The record is of another device than the first one.
    case otherDevice
    /// Records are missing before this one.
    case gap
    /// A second, different record of a number that was there before.
    case fork
    /// A record, or a film, that was there before.
    case replay
    /// The number follows, but the previous hash is not that of the record before.
    case wrongPrevious
    /// The file name does not follow that of the record before.
    case wrongName
    /// The chain does not start where it must.
    case wrongStart
  }

  /// Place of the record in the list, from 0.
  package let index: Int
  /// The record's own number.
  package let number: UInt32
  package let reason: Reason
  package let message: String

  package var description: String { "record at place \(index), number \(number): \(message)" }
}
