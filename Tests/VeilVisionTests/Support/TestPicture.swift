import Foundation
import VeilMedia

/// Pictures as frames, decoded by the ffmpeg command line.
enum TestPicture {
  struct Failure: Error {}

  /// A picture file as a planar RGB frame, which loses nothing of a JPEG or PNG.
  static func read(_ path: String, width: Int, height: Int) throws -> VideoFrame {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-i", path, "-vf", "scale=\(width):\(height)", "-frames:v", "1", "-f", "rawvideo",
      "-pix_fmt", "bgr24", "-",
    ]
    process.standardOutput = pipe
    try process.run()
    let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    guard process.terminationStatus == 0, bytes.count == 3 * width * height else { throw Failure() }
    return try frame(bgr: bytes, width: width, height: height)
  }

  /// A frame of packed BGR bytes.
  static func frame(bgr: [UInt8], width: Int, height: Int) throws -> VideoFrame {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: "gbrp")
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 25)))
    for (plane, channel) in [1, 0, 2].enumerated() {
      try canvas.withPlane(plane, as: UInt8.self) { samples in
        for y in 0..<height {
          let row = samples.row(y)
          for x in 0..<width { row[x] = bgr[3 * (y * width + x) + channel] }
        }
      }
    }
    return try canvas.finish()
  }
}
