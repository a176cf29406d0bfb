internal import CFFmpeg

/// What a muxer has to know of a stream that is copied.
///
/// Owns its `AVCodecParameters`. `@unchecked Sendable` because nothing changes them after `init`.
final class CodecParameters: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<AVCodecParameters>
  let timeBase: TimeBase
  let frameRate: AVRational
  let sampleAspect: AVRational

  /// A copy of a stream's parameters.
  init(copying stream: UnsafeMutablePointer<AVStream>) throws {
    guard let pointer = avcodec_parameters_alloc() else { throw MediaError(.outOfMemory, "out of memory") }
    self.pointer = pointer
    timeBase = TimeBase(stream.pointee.time_base)
    frameRate = stream.pointee.avg_frame_rate
    sampleAspect = stream.pointee.sample_aspect_ratio
    try check(avcodec_parameters_copy(pointer, stream.pointee.codecpar), .outOfMemory, "copying codec parameters")
  }

  deinit {
    var owned: UnsafeMutablePointer<AVCodecParameters>? = pointer
    avcodec_parameters_free(&owned)
  }
}
