package import Foundation
import VeilMedia

extension LabelMap {
  /// Reads a label map exactly: grey of 8 or 16 bits, as Cityscapes and CamVid have it.
  /// - Throws: ``EvaluationError`` when it is not readable or has colours.
  package init(contentsOf url: URL) async throws {
    let frame = try await PictureFile.read(url)
    let format = frame.format
    let values: [UInt16]
    switch (format.planeCount, format.bitDepth) {
    case (1, 8): values = try frame.samples(of: 0, as: UInt8.self).map(UInt16.init)
    case (1, 16): values = try frame.samples(of: 0, as: UInt16.self)
    default:
      throw EvaluationError(
        .labels, "\(url.path) is no label map: expected grey of 8 or 16 bits, found \(format.pixelFormatName)")
    }
    try self.init(width: format.width, height: format.height, values: values)
  }
}

extension VideoFrame {
  /// A plane row by row, without padding.
  fileprivate func samples<Sample: FixedWidthInteger & UnsignedInteger>(
    of plane: Int, as _: Sample.Type
  ) throws -> [Sample] {
    try withPlane(plane, as: Sample.self) { plane in
      (0..<plane.height).flatMap { UnsafeBufferPointer(start: plane.row($0), count: plane.width) }
    }
  }
}
