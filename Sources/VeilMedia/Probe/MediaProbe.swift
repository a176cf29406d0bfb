internal import CFFmpeg

/// Looks at films and pictures without decoding them.
package enum MediaProbe {
  /// What is known of a film.
  ///
  /// - Parameters:
  ///   - path: a file, `-` for standard input, or an address. Probing standard input consumes it.
  ///   - salvages: true to describe a film that is cut off instead of refusing it; see ``FilmInfo/damage``.
  /// - Throws: ``MediaError``: `.notFound`, `.notReadable`, `.empty`, `.notAFilm`, `.truncated`.
  package static func probe(_ path: String, salvages: Bool = false) throws -> FilmInfo {
    FilmInfo(try Demuxer(MediaInput(path), salvages: salvages))
  }

  static func firstVideoStream(_ path: String, salvages: Bool) throws -> Int {
    guard let first = try probe(path, salvages: salvages).videoStreams.first else {
      throw MediaError(.notAFilm, "\(path) holds no video")
    }
    return first.index
  }

  /// Counts the frames of the video streams by reading all packets; decodes nothing.
  ///
  /// - Returns: the number of frames by stream index.
  /// - Throws: ``MediaError`` as for ``probe(_:salvages:)``, and for damage on the way.
  package static func countFrames(_ path: String, salvages: Bool = false) throws -> [Int: Int] {
    let demuxer = try Demuxer(MediaInput(path), salvages: salvages)
    let video = FilmInfo(demuxer).videoStreams.map(\.index)
    demuxer.select(Set(video))
    var counts = Dictionary(uniqueKeysWithValues: video.map { ($0, 0) })
    let slot = try PacketSlot()
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      let codec = try demuxer.stream(Int(packet.stream_index)).pointee.codecpar.pointee.codec_id
      if packet.showsFrame(codec: codec) { counts[Int(packet.stream_index), default: 0] += 1 }
    }
    return counts
  }
}

extension FilmInfo {
  init(_ demuxer: Demuxer) {
    let context = demuxer.context.pointee
    let format = String(cString: context.iformat.pointee.name)
    let streams = demuxer.streams.map { StreamInfo($0) }
    let tags = OptionDictionary.entries(context.metadata)
    let isPictureFormat = format.hasPrefix("image2") || format.hasSuffix("_pipe")
    self.init(
      path: demuxer.input.name, formatName: format,
      duration: context.duration == VEIL_NOPTS_VALUE ? nil : Double(context.duration) / Double(AV_TIME_BASE),
      streams: streams, isStillImage: isPictureFormat && demuxer.input.isFile && streams.count == 1,
      metadataKeys: tags.map(\.key), creationTime: tags.first { $0.key == "creation_time" }?.value,
      chapterCount: Int(context.nb_chapters),
      damage: demuxer.damage)
  }
}

extension StreamInfo {
  init(_ pointer: UnsafeMutablePointer<AVStream>) {
    let stream = pointer.pointee
    let parameters = stream.codecpar.pointee
    let tags = OptionDictionary.entries(stream.metadata)
    let kind = Kind(stream)
    self.init(
      index: Int(stream.index), kind: kind, codec: String(cString: avcodec_get_name(parameters.codec_id)),
      timeBase: TimeBase(stream.time_base), startTicks: stream.start_time.knownTicks,
      durationTicks: stream.duration.knownTicks, frameCount: stream.nb_frames > 0 ? Int(stream.nb_frames) : nil,
      language: tags.first { $0.key == "language" }?.value,
      isDefault: stream.disposition & AV_DISPOSITION_DEFAULT != 0, metadataKeys: tags.map(\.key),
      video: kind == .video || kind == .thumbnail ? VideoInfo(pointer) : nil,
      audio: kind == .audio
        ? AudioInfo(sampleRate: Int(parameters.sample_rate), channels: Int(parameters.ch_layout.nb_channels)) : nil)
  }
}

extension StreamInfo.Kind {
  fileprivate init(_ stream: AVStream) {
    let pictures = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS
    switch stream.codecpar.pointee.codec_type {
    case AVMEDIA_TYPE_VIDEO: self = stream.disposition & pictures != 0 ? .thumbnail : .video
    case AVMEDIA_TYPE_AUDIO: self = .audio
    case AVMEDIA_TYPE_SUBTITLE: self = .subtitle
    case AVMEDIA_TYPE_ATTACHMENT: self = .attachment
    default: self = .data
    }
  }
}

extension VideoInfo {
  fileprivate init(_ pointer: UnsafeMutablePointer<AVStream>) {
    let stream = pointer.pointee
    let parameters = stream.codecpar.pointee
    let pixelFormat = AVPixelFormat(parameters.format)
    let matrix = DisplayMatrix(pointer)
    self.init(
      width: Int(parameters.width), height: Int(parameters.height),
      pixelFormatName: av_get_pix_fmt_name(pixelFormat).map { String(cString: $0) } ?? "unknown",
      frameFormat: try? PictureFormat(
        width: Int(parameters.width), height: Int(parameters.height),
        pixelFormat: PlanarFormat.nearest(to: pixelFormat)),
      frameRate: Rational(stream.avg_frame_rate) ?? Rational(stream.r_frame_rate),
      sampleAspect: Rational(stream.sample_aspect_ratio) ?? Rational(parameters.sample_aspect_ratio),
      rotation: matrix?.rotation ?? 0, isMirrored: matrix?.isMirrored ?? false, displayMatrix: matrix?.values,
      colour: ColourTags(parameters))
  }
}

extension Rational {
  /// Nil for FFmpeg's ways of saying "unknown".
  init?(_ rational: AVRational) {
    guard rational.num > 0, rational.den > 0 else { return nil }
    self.init(rational.num, rational.den)
  }

  var rational: AVRational { AVRational(num: numerator, den: denominator) }
}

extension TimeBase {
  /// A base that nobody gave becomes microseconds.
  init(_ rational: AVRational) {
    let isValid = rational.num > 0 && rational.den > 0
    self.init(numerator: isValid ? rational.num : 1, denominator: isValid ? rational.den : AV_TIME_BASE)
  }

  var rational: AVRational { AVRational(num: numerator, den: denominator) }
}

extension Int64 {
  /// Nil for FFmpeg's "no timestamp".
  var knownTicks: Int64? { self == VEIL_NOPTS_VALUE ? nil : self }
}
