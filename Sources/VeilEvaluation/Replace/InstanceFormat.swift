package import Foundation

/// The layouts of pictures whose instances are labelled by pixel.
package enum InstanceFormat: String, Sendable, Hashable, CaseIterable, Codable {
  case camvid

  /// The layout for help texts.
  package var expectedLayout: String { CamVidDataSet.expectedLayout }

  /// Opens a folder as this format.
  /// - Parameter split: the folder's part to take, for example `val`; nil for all.
  /// - Throws: ``EvaluationError`` naming the expected layout when the folder has another one, or the missing split.
  package func open(_ directory: URL, split: String? = nil) throws -> LabelledPictures {
    try LabelledPictures(CamVidDataSet(directory: directory), in: directory, split: split)
  }
}
