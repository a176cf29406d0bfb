/// Why a detections file cannot be used, in one sentence that names the line and says what to do.
package struct DetectionsError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// The file is not there or cannot be read.
    case notReadable
    /// The file or folder cannot be written, or is there already.
    case notWritable
    /// Not a line of JSON, or not the keys and types that the format has.
    case malformed
    /// Written by a format or version that this tool does not know.
    case unknownVersion
    /// A line longer than the reader accepts.
    case lineTooLong
    /// A number that no box, score or frame can have.
    case badValue
    /// A frame of an unknown stream, missing, repeated or out of order.
    case frameOutOfOrder
    /// The footer is missing: the analysis was interrupted.
    case incomplete
    /// The footer or header counts something else than the file holds.
    case countsDiffer
  }

  package let code: Code
  /// Number of the line from 1, if one is to blame.
  package let line: Int?
  package let message: String

  package init(_ code: Code, line: Int? = nil, _ message: String) {
    self.code = code
    self.line = line
    self.message = message
  }

  package var description: String {
    line.map { "detections file, line \($0): \(message)" } ?? "detections file: \(message)"
  }
}
