internal import CFFmpeg

/// The synchronous work behind ``FrameSampler``; not `Sendable`, so that it stays with one thread.
final class FrameSampling {
  private let demuxer: Demuxer
  private let decoder: SampledDecoder
  private let stream: Int
  private let slot: PacketSlot
  private let rotator: FrameRotator
  private var clock: SampleClock
  private let units: CodedUnits?
  /// Pictures ahead at which decoding begins anew, in seconds.
  private var restarts: ArraySlice<Double>
  private var ready: [FrameSample] = []
  private var hasEnded = false

  let info: FilmInfo

  init(_ path: String, interval: Double, salvages: Bool) throws {
    let input = MediaInput(path)
    demuxer = try Demuxer(input, salvages: salvages)
    info = FilmInfo(demuxer)
    guard let video = info.videoStreams.first else { throw MediaError(.notAFilm, "\(path) holds no video") }
    stream = video.index
    let scan =
      input.isFile && interval > 0
      ? try KeyFrameScan(path, stream: video.index, interval: interval, salvages: salvages) : nil
    restarts = scan?.restarts[...] ?? []
    units = CodedUnits(try demuxer.stream(video.index).pointee.codecpar.pointee)
    decoder = try SampledDecoder(
      demuxer.stream(video.index), of: path, pass: Self.pass(scan?.isDense ?? false, interval, video),
      salvages: salvages)
    clock = SampleClock(interval: interval)
    rotator = FrameRotator(degreesClockwise: Int((video.video?.rotation ?? 0).rounded()))
    slot = try PacketSlot()
    demuxer.select([video.index])
  }

  /// The next picture, nil at the end.
  func next() throws -> FrameSample? {
    while ready.isEmpty, !hasEnded { try advance() }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  private func advance() throws {
    if try demuxer.read(into: slot.pointer) {
      guard Int(slot.pointer.pointee.stream_index) == stream, isNeeded(slot.pointer.pointee) else { return }
      try take(decoder.decode(slot.pointer))
    } else {
      hasEnded = true
      try take(decoder.decode(nil))
    }
  }

  /// False for what comes after the last picture that is taken before decoding begins anew: nothing that is looked at
  /// refers to it.
  private func isNeeded(_ packet: AVPacket) -> Bool {
    guard let next = restarts.first else { return true }
    if packet.flags & AV_PKT_FLAG_DISCARD == 0, packet.flags & AV_PKT_FLAG_KEY != 0, units?.beginsAnew(packet) == true {
      restarts.removeFirst()
      return true
    }
    return clock.takes(before: next)
  }

  private func take(_ frames: [VideoFrame]) throws {
    for frame in frames {
      guard let place = clock.place(at: frame.timestamp.seconds) else { continue }
      ready.append(FrameSample(frame: try rotator.upright(frame), index: place.index, seconds: place.seconds))
    }
  }

  /// Pictures that nobody refers to may be passed over where the wanted ones are several pictures apart.
  private static func pass(_ usesKeyFrames: Bool, _ interval: Double, _ video: StreamInfo) -> SampledDecoder.Pass {
    guard !usesKeyFrames else { return .keyFramesOnly }
    let rate = video.video?.frameRate?.value ?? 25
    return interval * rate >= 4 ? .referencesOnly : .everything
  }
}
