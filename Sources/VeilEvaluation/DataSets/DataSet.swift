package import Foundation

/// Labelled pictures in a folder, read one at a time: only their names are kept in memory.
package protocol DataSet: Sendable {
  /// The layout that the reader looks for, to be read after "expected".
  static var expectedLayout: String { get }

  /// Looks for the layout without opening a picture.
  /// - Throws: ``EvaluationError`` of code `layout`, naming the expected layout.
  init(directory: URL) throws

  /// What the set labels. Detections of other groups are not scored, since nobody could say whether they are right.
  var groups: Set<ObjectGroup> { get }
  /// Names of the classes of ``ImageLabels/classes``; empty for sets of boxes.
  var classes: [String] { get }
  /// The pictures in a fixed order.
  var images: [URL] { get }

  /// The labels of one picture.
  /// - Parameters:
  ///   - index: into ``images``.
  ///   - width: of the decoded picture in pixels, since some formats store fractions.
  ///   - height: of the decoded picture in pixels.
  /// - Throws: ``EvaluationError`` of code `labels`, naming the file and line.
  func labels(of index: Int, width: Int, height: Int) async throws -> ImageLabels
}

extension DataSet {
  package var classes: [String] { [] }

  /// The error for a folder that is laid out otherwise.
  static func layoutError(_ directory: URL) -> EvaluationError {
    EvaluationError(.layout, "\(directory.path) does not have the expected layout: \(expectedLayout)")
  }
}
