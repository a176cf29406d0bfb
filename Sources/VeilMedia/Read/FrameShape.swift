internal import CFFmpeg

/// What all frames of a stream have in common, and how raw decoder output becomes such a frame.
final class FrameShape {
  let timeBase: TimeBase
  private let name: String
  private let stream: Int
  /// Length of a frame in ticks where the film gives no times of its own.
  private let nominalDuration: Int64
  private var announced: AVCodecParameters
  private var source: (format: Int32, width: Int32, height: Int32)?
  private var format: PictureFormat?
  private var converter: FrameConverter?
  private var nextSynthetic: Int64 = 0

  init(_ stream: AVStream, of name: String) {
    timeBase = TimeBase(stream.time_base)
    self.stream = Int(stream.index)
    self.name = name
    announced = stream.codecpar.pointee
    let rate = Rational(stream.avg_frame_rate) ?? Rational(stream.r_frame_rate) ?? Rational(25, 1)
    nominalDuration = max(
      1, av_rescale_q(1, AVRational(num: rate.denominator, den: rate.numerator), timeBase.rational))
  }

  /// Takes over a frame from the decoder: planar, without side data that could carry anything personal, with a time.
  ///
  /// - Parameters:
  ///   - raw: owned by this call from now on.
  ///   - isDamaged: whether the decoder says so.
  func adopt(_ raw: UnsafeMutablePointer<AVFrame>, isDamaged: Bool) throws -> VideoFrame {
    var owned: UnsafeMutablePointer<AVFrame>? = raw
    do {
      let format = try settle(raw.pointee)
      raw.removePrivateData()
      let time = raw.pointee.best_effort_timestamp.knownTicks ?? raw.pointee.pts.knownTicks ?? nextSynthetic
      raw.pointee.pkt_duration = max(0, raw.pointee.pkt_duration)
      nextSynthetic = time &+ nominalDuration
      if let converter {
        owned = try converter.convert(raw)
        var replaced: UnsafeMutablePointer<AVFrame>? = raw
        av_frame_free(&replaced)
      }
      return VideoFrame(
        adopting: owned ?? raw, format: format, timestamp: Timestamp(ticks: time, base: timeBase), isDamaged: isDamaged)
    } catch {
      av_frame_free(&owned)
      throw error
    }
  }

  /// A black frame that stands for a lost one.
  func blank(at time: Int64) throws -> VideoFrame {
    let planar = PlanarFormat.nearest(to: AVPixelFormat(announced.format))
    let format =
      try format
      ?? PictureFormat(width: Int(announced.width), height: Int(announced.height), pixelFormat: planar)
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: time, base: timeBase))
    try canvas.fillBlack(isFullRange: announced.color_range == AVCOL_RANGE_JPEG)
    return try canvas.finish(isDamaged: true)
  }

  /// Checks that the stream goes on as it began.
  private func settle(_ raw: AVFrame) throws -> PictureFormat {
    if let source, let format {
      guard source == (raw.format, raw.width, raw.height) else {
        throw MediaError(
          .unsupportedStream,
          "stream \(stream) of \(name) changes from \(source.width)×\(source.height) to \(raw.width)×\(raw.height) or its "
            + "pixel format in the middle; split the film there")
      }
      return format
    }
    let pixelFormat = AVPixelFormat(raw.format)
    let planar = PlanarFormat.nearest(to: pixelFormat)
    let format = try PictureFormat(width: Int(raw.width), height: Int(raw.height), pixelFormat: planar)
    if planar != pixelFormat { converter = FrameConverter(to: planar) }
    self.format = format
    source = (raw.format, raw.width, raw.height)
    return format
  }
}

extension UnsafeMutablePointer<AVFrame> {
  /// Removes side data and tags: closed captions and private messages of cameras travel there.
  func removePrivateData() {
    while pointee.nb_side_data > 0, let entry = pointee.side_data[0] {
      let before = pointee.nb_side_data
      av_frame_remove_side_data(self, entry.pointee.type)
      if pointee.nb_side_data == before { break }
    }
    av_dict_free(&pointee.metadata)
  }
}
