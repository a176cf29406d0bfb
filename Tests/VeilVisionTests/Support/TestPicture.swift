import Foundation
import VeilMedia

/// Pictures as frames, decoded by the ffmpeg command line.
enum TestPicture {
  struct Failure: Error {}

  /// A picture file as a planar RGB frame, which loses nothing of a JPEG or PNG.
  static func read(_ path: String, width: Int, height: Int) throws -> VideoFrame {
    let bytes = try run([
      "ffmpeg", "-v", "error", "-i", path, "-vf", "scale=\(width):\(height):flags=area", "-frames:v", "1", "-f",
      "rawvideo", "-pix_fmt", "bgr24", "-",
    ])
    guard bytes.count == 3 * width * height else { throw Failure() }
    return try frame(bgr: bytes, width: width, height: height)
  }

  /// Columns and rows of a picture file.
  static func size(of path: String) throws -> (width: Int, height: Int) {
    let bytes = try run([
      "ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", path,
    ])
    let numbers = String(decoding: bytes, as: UTF8.self).split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 2 else { throw Failure() }
    return (numbers[0], numbers[1])
  }

  private static func run(_ command: [String]) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = pipe
    try process.run()
    let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
    return bytes
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
