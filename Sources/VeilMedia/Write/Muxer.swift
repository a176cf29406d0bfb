internal import CFFmpeg
internal import Glibc

/// Writes packets into a container. Owns the `AVFormatContext` and its file handle.
final class Muxer {
  private let context: UnsafeMutablePointer<AVFormatContext>
  private let name: String
  private var hasHeader = false

  /// - Parameters:
  ///   - container: what to write.
  ///   - path: an existing file, which is emptied.
  ///   - name: what to call the file in messages.
  init(_ container: OutputContainer, path: String, name: String) throws {
    var created: UnsafeMutablePointer<AVFormatContext>?
    try check(
      avformat_alloc_output_context2(&created, container.format, nil, "file:" + path), .outOfMemory, "writing \(name)")
    guard let created else { throw MediaError(.outOfMemory, "out of memory") }
    context = created
    self.name = name
    created.pointee.flags |= AVFMT_FLAG_BITEXACT
    let opened = avio_open2(&created.pointee.pb, "file:" + path, AVIO_FLAG_WRITE, nil, nil)
    guard opened >= 0 else { throw failure(opened) }
  }

  deinit {
    if context.pointee.pb != nil { avio_closep(&context.pointee.pb) }
    avformat_free_context(context)
  }

  var hasGlobalHeader: Bool { context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0 }

  /// Adds a stream behind those that are there.
  func addStream() throws -> UnsafeMutablePointer<AVStream> {
    guard let stream = avformat_new_stream(context, nil) else { throw MediaError(.outOfMemory, "out of memory") }
    return stream
  }

  func setTag(_ key: String, _ value: String) { av_dict_set(&context.pointee.metadata, key, value, 0) }

  /// The parameters of a stream, to be completed before the header is written.
  func parameters(of stream: Int) -> UnsafeMutablePointer<AVCodecParameters>? {
    guard stream < Int(context.pointee.nb_streams) else { return nil }
    return context.pointee.streams[stream]?.pointee.codecpar
  }

  /// Containers that hold no negative times move all streams alike; this forbids it.
  func keepNegativeTimes() { context.pointee.avoid_negative_ts = 0 }

  func writeHeader(_ options: [(String, String)]) throws {
    var dictionary = OptionDictionary(options)
    let result = avformat_write_header(context, &dictionary.pointer)
    if result == veil_averror(EINVAL), context.pointee.pb.pointee.error == 0 {
      let codecs = (0..<Int(context.pointee.nb_streams)).compactMap { context.pointee.streams[$0] }
        .map { String(cString: avcodec_get_name($0.pointee.codecpar.pointee.codec_id)) }.joined(separator: ", ")
      throw MediaError(
        .unsupportedContainer, "\(name): this container cannot hold the film's streams (\(codecs)); write .mp4 or .mkv")
    }
    try checkWritten(result)
    hasHeader = true
  }

  /// Tick of a stream's packets in the file, known after the header is written.
  func timeBase(of stream: Int) -> TimeBase {
    guard stream < Int(context.pointee.nb_streams), let pointer = context.pointee.streams[stream] else {
      return TimeBase(numerator: 1, denominator: 1)
    }
    return TimeBase(pointer.pointee.time_base)
  }

  /// Hands a packet over; it is empty afterwards.
  /// - Parameter base: tick of the packet's times.
  func write(_ packet: UnsafeMutablePointer<AVPacket>, stream: Int, base: TimeBase) throws {
    packet.pointee.stream_index = Int32(clamping: stream)
    packet.pointee.pos = -1
    av_packet_rescale_ts(packet, base.rational, timeBase(of: stream).rational)
    try checkWritten(av_interleaved_write_frame(context, packet))
  }

  /// Writes what is left and closes the file.
  func finish() throws {
    guard hasHeader else { throw MediaError(.unexpected, "\(name) was finished before it was begun") }
    try checkWritten(av_write_trailer(context))
    avio_flush(context.pointee.pb)
    try checkWritten(0)
    let closed = avio_closep(&context.pointee.pb)
    guard closed >= 0 else { throw failure(closed) }
  }

  /// FFmpeg buffers: an error of the disk may show only in the handle.
  private func checkWritten(_ result: Int32) throws {
    if let handle = context.pointee.pb, handle.pointee.error < 0 { throw failure(handle.pointee.error) }
    guard result >= 0 else { throw failure(result) }
  }

  private func failure(_ result: Int32) -> MediaError {
    if [VEIL_AVERROR_ENOSPC, veil_averror(EDQUOT), veil_averror(EFBIG)].contains(result) {
      return MediaError(.diskFull, "\(name) cannot be written: no space left on the device")
    }
    return MediaError(.notWritable, "\(name) cannot be written: \(MediaError.reason(result))")
  }
}
