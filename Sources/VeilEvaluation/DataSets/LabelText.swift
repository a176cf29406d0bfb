import Foundation
import VeilVision

/// A text file of labels: lines of fields, with errors that name file and line.
struct LabelText {
  let url: URL
  let lines: [Line]

  /// A line with its fields; empty lines are left out.
  struct Line {
    let file: String
    let number: Int
    let fields: [Substring]

    /// A finite number.
    func number(_ index: Int) throws -> Double {
      guard index < fields.count, let value = Double(fields[index]), value.isFinite else {
        throw EvaluationError(.labels, "\(file), line \(number): field \(index + 1) should be a number")
      }
      return value
    }

    func integer(_ index: Int) throws -> Int {
      guard let value = Int(exactly: try number(index)) else {
        throw EvaluationError(.labels, "\(file), line \(number): field \(index + 1) should be a whole number")
      }
      return value
    }

    /// Left, top, width and height from four fields; nil if the box has no area.
    func box(at first: Int) throws -> Box? {
      let box = Box(
        x: try number(first), y: try number(first + 1), width: try number(first + 2), height: try number(first + 3))
      return box.isValid ? box : nil
    }
  }

  /// - Throws: ``EvaluationError`` when the file is not readable as UTF-8 text.
  init(_ url: URL, separator isSeparator: (Character) -> Bool = \.isWhitespace) throws {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw EvaluationError(.labels, "\(url.path) cannot be read as text")
    }
    self.url = url
    let name = url.lastPathComponent
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
      let fields = $0.element.split(whereSeparator: isSeparator)
      return fields.isEmpty ? nil : Line(file: name, number: $0.offset + 1, fields: fields)
    }
  }
}
