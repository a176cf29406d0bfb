import Testing
import VeilMedia
import VeilTesting

/// Probing says of every film what `ffprobe` says.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct MediaProbeTests {
  private static let films = [
    "car-detection.mp4", "carnd_vd_test_video.mp4", "gps_thinkware_subtitle_track.mp4", "kb_dashcam.mp4", "people.mp4",
    "solidWhiteRight.mp4", "carnd1.jpg", "carnd4.jpg", "carnd5.jpg", "carnd6.jpg", "street_hpc203.png",
  ]

  @Test(.enabled(if: SharedMaterial.isPresent, "../shared is absent"), arguments: MediaProbeTests.films)
  func realFilm(name: String) throws {
    try expectAgreement(SharedMaterial.media(name))
    #expect(try MediaProbe.probe(SharedMaterial.media(name)).isStillImage == !name.hasSuffix("mp4"))
  }

  @Test(arguments: SampleFilm.allCases)
  func sampleFilm(_ sample: SampleFilm) throws {
    let folder = try TemporaryFolder()
    let path = try sample.make(in: folder)
    try expectAgreement(path)
    let film = try MediaProbe.probe(path)
    #expect(!film.isStillImage)
    let counts = try MediaProbe.countFrames(path)
    for stream in film.videoStreams {
      let frames = try FFmpegTool.frameTimes(path, stream: stream.index).count
      #expect(counts[stream.index] == frames, "\(sample) has \(frames) frames")
    }
  }

  @Test func whatMakesAFilmSpecialIsSeen() throws {
    let folder = try TemporaryFolder()
    let deep = try MediaProbe.probe(SampleFilm.wideGamut.make(in: folder)).videoStreams.first?.video
    #expect(deep?.frameFormat?.bitDepth == 10)
    // H.273: BT.2020 primaries 9, PQ transfer 16, BT.2020 matrix 9.
    #expect(deep?.colour.primaries == 9 && deep?.colour.transfer == 16 && deep?.colour.matrix == 9)
    let covered = try MediaProbe.probe(SampleFilm.thumbnailed.make(in: folder))
    #expect(covered.streams.filter { $0.kind == .thumbnail }.count == 1)
    #expect(covered.videoStreams.count == 1)
    #expect(
      try MediaProbe.probe(SampleFilm.anamorphic.make(in: folder)).videoStreams.first?.video?.sampleAspect
        == Rational(4, 3))
    let tagged = try MediaProbe.probe(SampleFilm.tagged.make(in: folder))
    #expect(Set(["title", "comment", "location"]).isSubset(of: tagged.metadataKeys))
    #expect(tagged.creationTime == "2024-05-06T07:08:09.000000Z")
    let german = try MediaProbe.probe(SampleFilm.threeAudios.make(in: folder))
    #expect(german.audioStreams.map(\.language).contains("deu"))
    let sound = german.audioStreams.first?.audio
    #expect(sound?.sampleRate == 48000 && sound?.channels == 1)
  }

  @Test(arguments: [90, 180, 270]) func rotationIsWhatAPlayerDoes(tag: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("turned.mp4")
    try FFmpegTool.run(
      ["-i", SampleFilm.noAudio.make(in: folder), "-c", "copy", "-metadata:s:v:0", "rotate=\(tag)", path])
    let rotation = try #require(MediaProbe.probe(path).videoStreams.first?.video?.rotation)
    var first: VideoFrame?
    for try await frame in try await VideoDecoder.open(path).frames where first == nil { first = frame }
    let upright = try FrameRotator(degreesClockwise: Int(rotation)).upright(try #require(first))
    // ffmpeg turns pictures as a player does, unless told not to.
    let shown = try FFmpegTool.run(["-i", path, "-frames:v", "1", "-vf", "extractplanes=y", "-f", "rawvideo", "-"])
    let luma = try upright.withPlane(0) { (plane: Plane<UInt8>) in
      (0..<plane.height).flatMap { y in UnsafeBufferPointer(start: plane.row(y), count: plane.width) }
    }
    let isSame = luma == [UInt8](shown)
    #expect(isSame)
  }

  private func expectAgreement(_ path: String) throws {
    let film = try MediaProbe.probe(path)
    let lines = try FFmpegTool.probe(
      path, ["-show_entries", "stream=index,codec_name,codec_type,width,height,pix_fmt,time_base"])
    // Streams of a programme are listed twice.
    let unique = lines.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    #expect(film.streams.count == unique.count)
    for (stream, line) in zip(film.streams, unique) {
      var expected = ["\(stream.index)", stream.codec, stream.kind == .thumbnail ? "video" : stream.kind.rawValue]
      if let video = stream.video { expected += ["\(video.width)", "\(video.height)", video.pixelFormatName] }
      expected.append("\(stream.timeBase.numerator)/\(stream.timeBase.denominator)")
      #expect(line.split(separator: ",").map(String.init).filter { $0 != "N/A" } == expected)
    }
  }
}
