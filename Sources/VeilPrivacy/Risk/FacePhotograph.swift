internal import Foundation
package import VeilMedia
package import VeilVision

/// A photograph that is good enough to enrol a face from: exactly one face, surely found, large and not flat.
package struct FacePhotograph: Sendable {
  /// The shortest side of a face, in pixels.
  package static let minimumSide = 64
  /// The lowest score of the detector.
  package static let minimumConfidence = 0.7
  /// The lowest standard deviation of brightness, as a share of the range.
  package static let minimumContrast = 0.05

  package let frame: VideoFrame
  package let face: PixelRect

  /// - Parameter detect: finds faces in a picture.
  /// - Throws: ``ProtectionError`` `unusablePhotograph` that says what is wrong; ``MediaError``.
  package init(path: String, detect: (VideoFrame) async throws -> [Detection]) async throws {
    let frame = try await StillImage.read(path).frame
    let name = URL(filePath: path).lastPathComponent
    let faces = try await detect(frame).filter { $0.category == .face && $0.confidence >= 0.3 }
    guard faces.count == 1, let found = faces.first else {
      let count = faces.isEmpty ? "no face" : "\(faces.count) faces"
      throw ProtectionError(.unusablePhotograph, "\(name) shows \(count); a photograph for the registry shows one")
    }
    guard found.confidence >= Self.minimumConfidence,
      let face = found.box.pixelRect(inWidth: frame.format.width, height: frame.format.height)
    else {
      throw ProtectionError(.unusablePhotograph, "the face in \(name) is not clearly visible; take another photograph")
    }
    guard min(face.width, face.height) >= Self.minimumSide else {
      throw ProtectionError(
        .unusablePhotograph, "the face in \(name) has fewer than \(Self.minimumSide) pixels across; take a closer one")
    }
    guard try Self.contrast(of: face, in: frame) >= Self.minimumContrast else {
      throw ProtectionError(.unusablePhotograph, "the face in \(name) is too dark, too bright or too flat")
    }
    self.frame = frame
    self.face = face
  }

  /// The standard deviation of the first plane inside a region, as a share of its range.
  static func contrast(of region: PixelRect, in frame: VideoFrame) throws -> Double {
    frame.format.bytesPerSample == 1
      ? try contrast(of: region, in: frame, as: UInt8.self) : try contrast(of: region, in: frame, as: UInt16.self)
  }

  private static func contrast<Sample: FixedWidthInteger & UnsignedInteger>(
    of region: PixelRect, in frame: VideoFrame, as _: Sample.Type
  ) throws -> Double {
    try frame.withPlane(0, as: Sample.self) { plane in
      var (sum, squares) = (0.0, 0.0)
      for y in region.y..<region.y + region.height {
        let row = plane.row(y)
        for x in region.x..<region.x + region.width {
          let value = Double(row[x])
          sum += value
          squares += value * value
        }
      }
      let count = Double(max(1, region.width * region.height))
      let variance = max(0, squares / count - sum / count * (sum / count))
      return variance.squareRoot() / Double(frame.format.sampleLimit)
    }
  }
}
