import Foundation
import VeilMedia
import VeilVision

extension InferenceTests {
  /// A planar RGB picture on a larger grey one.
  static func pasted(_ picture: VideoFrame, x: Int, y: Int, width: Int, height: Int) throws -> VideoFrame {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: picture.format.pixelFormatName)
    var canvas = try FrameCanvas(format, at: picture.timestamp)
    for plane in 0..<format.planeCount {
      try picture.withPlane(plane, as: UInt8.self) { source in
        try canvas.withPlane(plane, as: UInt8.self) { target in
          for row in 0..<height { target.row(row).update(repeating: 128, count: width) }
          for row in 0..<min(source.height, height - y) {
            (target.row(y + row) + x).update(from: source.row(row), count: min(source.width, width - x))
          }
        }
      }
    }
    return try canvas.finish()
  }

  /// A labelled photograph reduced until its plate has a height, and where the plate is then.
  static func plate(_ name: String, height: Double) throws -> (VideoFrame, Box) {
    let folder = SharedMaterial.folder + "/data/plates/"
    let label = try String(contentsOfFile: folder + name + ".txt", encoding: .utf8).split(separator: "\t")
    let numbers = label.dropFirst().prefix(4).compactMap { Double($0) }
    guard numbers.count == 4 else { throw TestPicture.Failure() }
    let (fullWidth, fullHeight) = try TestPicture.size(of: folder + name + ".jpg")
    let scale = height / numbers[3]
    let width = max(2, Int(Double(fullWidth) * scale) & ~1)
    let rows = max(2, Int(Double(fullHeight) * scale) & ~1)
    let (scaleX, scaleY) = (Double(width) / Double(fullWidth), Double(rows) / Double(fullHeight))
    let picture = try TestPicture.read(folder + name + ".jpg", width: width, height: rows)
    return (
      picture,
      Box(x: numbers[0] * scaleX, y: numbers[1] * scaleY, width: numbers[2] * scaleX, height: numbers[3] * scaleY)
    )
  }
}
