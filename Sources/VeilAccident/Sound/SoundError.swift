/// Why sound could not be judged, in one sentence that says what to do.
public struct SoundError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  public enum Code: String, Sendable, Hashable {
    /// No folder holds a sound model.
    case modelMissing
    /// The description of the sound model cannot be read or contradicts itself, or its network does not go with it.
    case modelUnusable
    /// A setting is outside its range.
    case setting
  }

  /// What kind of failure it is.
  public let code: Code
  /// The sentence for a person.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The sentence.
  public var description: String { message }
}
