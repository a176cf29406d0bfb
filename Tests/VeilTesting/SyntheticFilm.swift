package import VeilMedia

/// A film that is drawn: rectangles move over a background that does not, so that where everything is is known exactly.
package struct SyntheticFilm: Sendable {
  /// A rectangle that moves evenly while it is there.
  package struct Mover: Sendable {
    package var start: PixelRect
    /// Pixels a frame.
    package var velocity: (x: Double, y: Double)
    /// Frames in which it is seen.
    package var frames: Range<Int>
    /// Its brightness, 16...235. Backgrounds stay between 60 and 130.
    package var luma: UInt8

    package init(start: PixelRect, velocity: (x: Double, y: Double), frames: Range<Int>, luma: UInt8 = 235) {
      self.start = start
      self.velocity = velocity
      self.frames = frames
      self.luma = luma
    }
  }

  package var width = 320
  package var height = 180
  package var frameCount = 50
  package var frameRate = Rational(25, 1)
  package var movers: [Mover] = []

  package init() {}

  /// Where a mover is in a frame, inside the picture; nil if it is not there.
  package func rect(of mover: Mover, in frame: Int) -> PixelRect? {
    guard mover.frames.contains(frame) else { return nil }
    let steps = Double(frame - mover.frames.lowerBound)
    return PixelRect(
      x: mover.start.x + Int((mover.velocity.x * steps).rounded()),
      y: mover.start.y + Int((mover.velocity.y * steps).rounded()), width: mover.start.width, height: mover.start.height
    ).clipped(toWidth: width, height: height)
  }

  /// Writes the film without sound.
  package func make(at path: String, codec: VideoCodec = .h264) async throws {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: "yuv420p")
    var options = FilmWriterOptions()
    options.codec = codec
    options.preset = "ultrafast"
    options.quality = codec == .h264 ? 10 : nil
    let film = FilmInfo.drawn(format, frameRate: frameRate)
    let writer = try await FilmWriter.create(film, to: path, options: options)
    for index in 0..<frameCount { try await writer.write(frame(index, format, film), stream: 0) }
    let written = try await writer.finish()
    try await FilmVerifier.verify(written, of: film, frames: [0: frameCount])
    try await writer.commit()
  }

  private func frame(_ index: Int, _ format: PictureFormat, _ film: FilmInfo) throws -> VideoFrame {
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: Int64(index), base: film.streams[0].timeBase))
    try canvas.withPlane(0, as: UInt8.self) { plane in
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = UInt8(60 + (x / 8 * 37 + y / 8 * 61) % 71) }
      }
      for mover in movers {
        guard let rect = rect(of: mover, in: index) else { continue }
        for y in rect.y..<rect.y + rect.height {
          (plane.row(y) + rect.x).update(repeating: mover.luma, count: rect.width)
        }
      }
    }
    for chroma in 1...2 {
      try canvas.withPlane(chroma, as: UInt8.self) { plane in
        for y in 0..<plane.height { plane.row(y).update(repeating: 128, count: plane.width) }
      }
    }
    return try canvas.finish()
  }
}
