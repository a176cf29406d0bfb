/// Why evidence could not be made, read or believed, in one sentence that says what to do. Never carries key material.
package struct EvidenceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The bytes are no valid encoding of what they are said to be, or of a version that this program does not know.
    case malformed, unsupportedVersion
    /// A Merkle proof does not lead to the root; an index lies outside the tree.
    case invalidProof, outOfRange
    /// A signature is not by the one who must have signed.
    case invalidSignature
    /// The film has no picture that can be hashed.
    case noFrontFrame
    /// A film differs from what was committed to.
    case contentDiffers
    /// A sealed file: ends early, goes on after its end, was changed at a chunk, or is not opened by this key.
    case truncated, extended, damagedChunk, wrongKey
    /// What goes into one chunk or one file is too much.
    case tooLarge
    /// A bundle's files contradict each other or its list.
    case contradiction
    /// Files of the system.
    case notReadable, notWritable
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  static func malformed(_ message: String) -> EvidenceError { EvidenceError(.malformed, message) }
}
