internal import CFFmpeg

/// Turns decoded sound of one format into the mean of its channels at another rate. Owns the `SwrContext`.
final class AudioResampler {
  /// The format of decoded sound.
  struct Source: Equatable {
    let format: Int32
    let rate: Int32
    let channels: Int32

    init(_ frame: AVFrame) {
      format = frame.format
      rate = frame.sample_rate
      channels = frame.ch_layout.nb_channels
    }
  }

  let source: Source
  private let context: OpaquePointer
  private let rate: Int

  /// - Throws: ``MediaError`` `.unsupportedStream` when the sound has a format that cannot be converted.
  init(from source: Source, to rate: Int, of name: String) throws {
    self.source = source
    self.rate = rate
    let what = "the sound of \(name) cannot be converted to \(rate) Hz"
    guard source.channels > 0, source.channels <= 64, source.rate > 0, source.format >= 0 else {
      throw MediaError(.unsupportedStream, "the sound of \(name) has no usable format")
    }
    var (into, from) = (AVChannelLayout(), AVChannelLayout())
    // How the channels are called does not matter, since all count the same.
    into.order = AV_CHANNEL_ORDER_UNSPEC
    into.nb_channels = 1
    from.order = AV_CHANNEL_ORDER_UNSPEC
    from.nb_channels = source.channels
    var created: OpaquePointer?
    let result = swr_alloc_set_opts2(
      &created, &into, AV_SAMPLE_FMT_FLT, Int32(rate), &from, AVSampleFormat(source.format), source.rate, 0, nil)
    guard result >= 0, let context = created else {
      swr_free(&created)
      throw MediaError(.unsupportedStream, "\(what): \(MediaError.reason(result))")
    }
    self.context = context
    let mean = [Double](repeating: 1 / Double(source.channels), count: Int(source.channels))
    try check(swr_set_matrix(context, mean, source.channels), .unsupportedStream, what)
    try check(swr_init(context), .unsupportedStream, what)
  }

  deinit {
    var owned: OpaquePointer? = context
    swr_free(&owned)
  }

  /// Seconds by which what comes out lags behind what goes in.
  var delay: Double { Double(swr_get_delay(context, Int64(source.rate))) / Double(source.rate) }

  func convert(_ frame: UnsafeMutablePointer<AVFrame>) throws -> [Float] {
    let planes = UnsafeMutableRawPointer(frame.pointee.extended_data)?
      .assumingMemoryBound(to: UnsafePointer<UInt8>?.self)
    return try run(planes, count: frame.pointee.nb_samples)
  }

  /// What is still held back when nothing more will come.
  func finish() throws -> [Float] { try run(nil, count: 0) }

  private func run(_ planes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int32) throws -> [Float] {
    let room = try check(swr_get_out_samples(context, count), .unexpected, "resampling sound")
    guard room > 0 else { return [] }
    var samples = [Float](repeating: 0, count: Int(room))
    let written = samples.withUnsafeMutableBytes { bytes in
      var destination = bytes.bindMemory(to: UInt8.self).baseAddress
      return swr_convert(context, &destination, room, planes, count)
    }
    try check(written, .unexpected, "resampling sound")
    samples.removeLast(samples.count - Int(written))
    return samples.map { $0.isFinite ? $0 : 0 }
  }
}
