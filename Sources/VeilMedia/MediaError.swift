internal import CFFmpeg

/// Why reading or writing a film failed, in one sentence that says what to do.
package struct MediaError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    /// The input: missing, without permission, without content, of another kind, cut off, broken inside.
    case notFound, notReadable, empty, notAFilm, truncated, damaged
    /// The input is sound but holds something that this program or the destination cannot.
    case unsupportedPixelFormat, unsupportedStream, unsupportedContainer
    /// The output: the encoder refuses, no permission, there already, the input itself, no space, not as intended.
    case encoder, notWritable, alreadyExists, sameFile, diskFull, verification
    case cancelled, outOfMemory, unexpected
  }

  package let code: Code
  /// The sentence for a person; carries no personal data beyond file names that the person gave.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// What FFmpeg says of a negative return value.
  static func reason(_ result: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: Int(AV_ERROR_MAX_STRING_SIZE))
    av_strerror(result, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Passes a non-negative FFmpeg result on and turns a negative one into an error of the given kind.
@discardableResult
func check(_ result: Int32, _ code: MediaError.Code, _ what: @autoclosure () -> String) throws -> Int32 {
  guard result < 0 else { return result }
  switch result {
  case VEIL_AVERROR_ENOSPC: throw MediaError(.diskFull, "\(what()): no space left on the device")
  case VEIL_AVERROR_ENOMEM: throw MediaError(.outOfMemory, "\(what()): out of memory")
  default: throw MediaError(code, "\(what()): \(MediaError.reason(result))")
  }
}
