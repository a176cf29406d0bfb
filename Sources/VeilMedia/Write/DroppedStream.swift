/// A stream of the input that is not in the output, and why.
package struct DroppedStream: Sendable, Hashable, Codable {
  /// Index in the input.
  package let index: Int
  package let kind: StreamInfo.Kind
  /// FFmpeg's name of the codec.
  package let codec: String
  /// One clause for people.
  package let reason: String
}
