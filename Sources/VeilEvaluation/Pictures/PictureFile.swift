package import Foundation
package import VeilMedia

/// A picture file of a data set.
package enum PictureFile {
  /// Decodes the picture as it is stored, since labels refer to stored pixels.
  /// - Throws: ``EvaluationError`` of code `picture` naming the file.
  package static func read(_ url: URL) async throws -> VideoFrame {
    do {
      let reader = try await FilmReader.open(url.path, options: DecoderOptions(threads: 1, readAhead: 0))
      for try await item in reader.items {
        if case .frame(let frame, _) = item { return frame }
      }
    } catch let error as MediaError {
      throw EvaluationError(.picture, "\(url.path) cannot be read as a picture: \(error.message)")
    }
    throw EvaluationError(.picture, "\(url.path) holds no picture")
  }
}
