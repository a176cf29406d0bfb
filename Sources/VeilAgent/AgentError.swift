/// Why the agent or the desk could not do something, in one sentence that says what to do. Never carries key material.
package struct AgentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The pairing file is no valid one, was changed, or is of a version that this program does not know.
    case malformed, unsupportedVersion, integrity
    /// No incident slot is left, or a slot was taken in before.
    case noSlots, slotTwice
    /// The state folder is damaged, in use by another process, or cannot be written.
    case damagedState, inUse, notWritable, notReadable
    /// The signing key of a device is missing or not what it must be.
    case keyLost
    /// There is no film, or no place, of an incident.
    case noFilm, noPlace
    /// The cloud cannot be reached, or does not accept what it was sent.
    case unreachable, refused
    /// A setting makes no sense.
    case invalidSetting
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
