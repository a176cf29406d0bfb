package import Foundation
import VeilMedia

extension BGRPicture {
  /// Reads a picture file.
  /// - Throws: ``EvaluationError`` naming the file.
  package init(contentsOf url: URL) async throws {
    let frame = try await PictureFile.read(url)
    try self.init(of: frame, width: frame.format.width, height: frame.format.height)
  }

  /// Writes a PNG, replacing what is there.
  package func write(to url: URL) async throws {
    try await StillImage.write(frame(), to: url.path, reading: [], overwrites: true).commit()
  }
}
