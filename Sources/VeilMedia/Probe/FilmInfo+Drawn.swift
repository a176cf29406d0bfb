extension FilmInfo {
  /// A film that is drawn, not read: one video stream for ``FilmWriter`` to write, for demonstrations and tests.
  ///
  /// - Parameters:
  ///   - format: shape of the frames.
  ///   - frameRate: pictures a second.
  ///   - timeBase: tick of the frames' timestamps; nil: the length of a frame.
  package static func drawn(_ format: PictureFormat, frameRate: Rational, timeBase: TimeBase? = nil) -> FilmInfo {
    let video = VideoInfo(
      width: format.width, height: format.height, pixelFormatName: format.pixelFormatName, frameFormat: format,
      frameRate: frameRate, sampleAspect: nil, rotation: 0, isMirrored: false, displayMatrix: nil, colour: .unknown)
    let stream = StreamInfo(
      index: 0, kind: .video, codec: "rawvideo",
      timeBase: timeBase ?? TimeBase(numerator: frameRate.denominator, denominator: frameRate.numerator), startTicks: 0,
      durationTicks: nil, frameCount: nil, language: nil, isDefault: true, metadataKeys: [], video: video, audio: nil)
    return FilmInfo(
      path: "", formatName: "drawn", duration: nil, streams: [stream], isStillImage: false, metadataKeys: [],
      creationTime: nil, chapterCount: 0, damage: [])
  }
}
