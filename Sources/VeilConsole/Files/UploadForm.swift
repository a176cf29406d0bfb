internal import Foundation
internal import HTTPTypes
package import Hummingbird

/// A form that may carry files (`multipart/form-data`, RFC 7578), or none (`application/x-www-form-urlencoded`).
package struct UploadForm: Sendable {
  /// A file of a form.
  package struct File: Sendable {
    /// The name of its field.
    package let field: String
    /// What the visitor's machine calls it; never used as a path.
    package let name: String
    package let bytes: [UInt8]
  }

  /// More parts than any page of ours sends.
  private static let partLimit = 200

  package let fields: FormFields
  private let files: [File]

  /// - Throws: ``ConsoleError`` for a body that is not what its type says.
  package init(_ body: ByteBuffer, contentType: String?) throws(ConsoleError) {
    guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else {
      fields = FormFields(body)
      files = []
      return
    }
    guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
      throw Self.malformed
    }
    var values: [(String, String)] = []
    var files: [File] = []
    for part in try Self.parts(Data(body.readableBytesView), boundary) {
      let (head, content) = try Self.halves(part)
      guard let field = Self.parameter("name", of: head) else { throw Self.malformed }
      if let name = Self.parameter("filename", of: head) {
        // A file field that was left empty comes as a file without name and content.
        if !name.isEmpty || !content.isEmpty { files.append(File(field: field, name: name, bytes: Array(content))) }
      } else {
        guard let text = String(validating: content, as: UTF8.self) else { throw Self.malformed }
        values.append((field, text))
      }
    }
    fields = FormFields(values)
    self.files = files
  }

  /// The files of a field, in the order in which they were chosen.
  package func files(_ field: String) -> [File] { files.filter { $0.field == field } }

  /// What lies between the boundaries; the rest of a form that was cut off is no part.
  private static func parts(_ body: Data, _ boundary: String) throws(ConsoleError) -> [Data] {
    let mark = Data("\r\n--\(boundary)".utf8)
    // The first boundary may stand at the very beginning.
    let body = Data("\r\n".utf8) + body
    var parts: [Data] = []
    guard var start = body.range(of: mark)?.upperBound else { throw malformed }
    while body[start...].starts(with: Data("\r\n".utf8)) {
      guard let end = body.range(of: mark, in: start..<body.endIndex), parts.count < partLimit else { throw malformed }
      parts.append(body[(start + 2)..<max(start + 2, end.lowerBound)])
      start = end.upperBound
    }
    guard body[start...].starts(with: Data("--".utf8)) else { throw malformed }
    return parts
  }

  private static func halves(_ part: Data) throws(ConsoleError) -> (head: String, content: Data) {
    guard let gap = part.range(of: Data("\r\n\r\n".utf8)),
      let head = String(validating: part[..<gap.lowerBound], as: UTF8.self)
    else { throw malformed }
    return (head, part[gap.upperBound...])
  }

  /// `name="value"` or `name=value` of a header; browsers write a quotation mark as %22.
  private static func parameter(_ name: String, of header: String) -> String? {
    var isQuoted = false
    let pieces = header.split { character in
      if character == "\"" { isQuoted.toggle() }
      return !isQuoted && (character == ";" || character.isNewline)
    }
    for piece in pieces {
      let pair = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
      let value = pair[1].trimmingCharacters(in: .whitespaces)
      guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
      return String(value.dropFirst().dropLast()).replacing("%22", with: "\"")
    }
    return nil
  }

  private static let malformed = ConsoleError(
    .badRequest, "The form could not be understood; go back, reload the page and try again.")
}
