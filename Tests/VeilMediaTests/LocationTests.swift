import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Positions are found wherever cameras put them, and nothing of them reaches an output unasked.
struct LocationTests {
  @Test(.enabled(if: SharedMaterial.isPresent, "../shared is absent")) func nmeaSideFile() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: SharedMaterial.media("gps_sample_MOV_0581.nmea"), toPath: folder.path("drive.NMEA"))
    let source = try #require(try LocationScanner.sideFiles(of: folder.path("drive.mp4")).first)
    #expect(source.detail == "drive.NMEA")
    let first = try #require(source.track.fixes.first)
    // $GPRMC,053011.000,A,3400.0000,S,15100.0000,E,28.68,323.73,290113
    #expect(first.position == GeoPosition(latitude: -34, longitude: 151))
    #expect(first.unixTime == 1_359_437_411)
    #expect(abs((first.speed ?? 0) - 28.68 * 0.514444) < 0.001)
    let sentences =
      try String(contentsOfFile: SharedMaterial.media("gps_sample_MOV_0581.nmea"), encoding: .utf8)
      .components(separatedBy: "$GPRMC").count - 1
    #expect(source.track.fixes.count == sentences)
  }

  @Test(.enabled(if: SharedMaterial.isPresent, "../shared is absent")) func subtitleTrack() async throws {
    let sources = try await LocationScanner.scan(SharedMaterial.media("gps_thinkware_subtitle_track.mp4"))
    let source = try #require(sources.first)
    #expect(source.kind == .subtitleTrack)
    let first = try #require(source.track.fixes.first)
    #expect(first.position == GeoPosition(latitude: 50, longitude: 30))
    #expect(source.track.fixes.count > 4)
    #expect(source.track.fixes.allSatisfy { $0.filmTime != nil })
  }

  @Test(arguments: [48, 16]) func novatekBlocks(offset: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try NovatekFilm.make(in: folder, recordOffset: offset)
    let source = try #require(try await LocationScanner.scan(path).first)
    #expect(source.kind == .novatekBox)
    #expect(source.track.fixes.map(\.filmTime) == [0, 2])
    let first = try #require(source.track.fixes.first)
    #expect(abs(first.position.latitude - 48.13694) < 0.0001)
    #expect(abs(first.position.longitude + 11.57528) < 0.0001)
    #expect(first.unixTime == 1_714_979_289)
    guard FFmpegTool.isPresent else { return }
    // The camera's film is copied and re-encoded: neither has the blocks.
    for video in [FilmWriterOptions.Video.copy, .encode] {
      let output = folder.path("\(video).mp4")
      if video == .encode { try await Reencoding.run(path, to: output) } else { try await copy(path, to: output) }
      #expect(try !Data(contentsOf: URL(filePath: output)).contains(Data("GPS ".utf8)))
      #expect(try await LocationScanner.scan(output).isEmpty)
    }
  }

  @Test(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
  func containerTagIsFoundDroppedAndWritten() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.tagged.make(in: folder)
    let found = try #require(try await LocationScanner.scan(input).first)
    #expect(found.kind == .containerTag)
    #expect(found.track.fixes.first?.position == GeoPosition(latitude: 48.1, longitude: 11.5))
    try await Reencoding.run(input, to: folder.path("strip.mp4"))
    #expect(try await LocationScanner.scan(folder.path("strip.mp4")).isEmpty)
    var options = FilmWriterOptions()
    options.location = found.track.fixes.first?.position.coarsened
    options.keepsCreationTime = true
    try await Reencoding.run(input, to: folder.path("keep.mp4"), options: options)
    let kept = try #require(try await LocationScanner.scan(folder.path("keep.mp4")).first)
    #expect(kept.track.fixes.first?.position == options.location)
    #expect(try MediaProbe.probe(folder.path("keep.mp4")).creationTime == "2024-05-06T07:08:09.000000Z")
    #expect(try MediaProbe.probe(folder.path("strip.mp4")).creationTime == nil)
  }

  @Test(arguments: [
    "[latitude: 48.1371] [longitude: 11.5754] [altitude: 500]", "N48.1371 E11.5754 60 km/h", "48.1371N, 11.5754E",
    "GPS(11.5754,48.1371,19)", "lat=48.1371 long=11.5754", "$GPRMC,070809,A,4808.2260,N,01134.5240,E,10,0,060524,,,A",
  ])
  func subRip(words: String) throws {
    let folder = try TemporaryFolder()
    let text = "1\r\n00:00:01,500 --> 00:00:02,000\r\n\(words)\r\n\r\n2\n00:00:03,000 --> 00:00:04,000\nhello\n"
    _ = try folder.write(text.utf8, to: "drive.srt")
    let track = try #require(try LocationScanner.sideFiles(of: folder.path("drive.mp4")).first).track
    #expect(track.fixes.count == 1)
    let fix = try #require(track.fixes.first)
    #expect(fix.filmTime == 1.5)
    #expect(abs(fix.position.latitude - 48.1371) < 0.00001 && abs(fix.position.longitude - 11.5754) < 0.00001)
  }

  @Test func gpxComesBackAsItWasWritten() throws {
    let track = LocationTrack(fixes: [
      LocationFix(
        position: try #require(GeoPosition(latitude: -34.5, longitude: 151.25)), unixTime: 1_714_979_289, speed: 12.5),
      LocationFix(position: try #require(GeoPosition(latitude: 0.000001, longitude: -0.25))),
    ])
    #expect(GPXDocument.read(GPXDocument.write(track)) == track)
  }

  @Test(arguments: [
    ("+48.1371+011.5754/", 48.1371, 11.5754), ("-3351.5+15112.6/", -33.858333, 151.21),
    ("+401213.5-0750015.2+10/", 40.203750, -75.004222), ("+90+000/", 90, 0),
  ])
  func iso6709(text: String, latitude: Double, longitude: Double) throws {
    let position = try #require(GeoPosition(iso6709: text))
    #expect(abs(position.latitude - latitude) < 0.00001 && abs(position.longitude - longitude) < 0.00001)
    let back = try #require(GeoPosition(iso6709: position.iso6709))
    #expect(abs(back.latitude - latitude) < 0.0001 && abs(back.longitude - longitude) < 0.0001)
  }

  @Test(arguments: [
    "$GPRMC,053011.000,A,3400.0000,S,19100.0000,E,28.68,323.73,290113,,,A*48",
    "$GPRMC,053011.000,V,3400.0000,S,15100.0000,E,28.68,323.73,290113,,,N", "$GPRMC,,A,,,,,,,", "", "RMC,RMC,",
  ])
  func sentencesWithoutAFixAreIgnored(line: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(line.utf8, to: "drive.nmea")
    #expect(try LocationScanner.sideFiles(of: folder.path("drive.mp4")).first?.track.fixes.isEmpty == true)
  }

  @Test func coarseningHidesWhereInACellSomebodyWas() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<500 {
      let position = try #require(
        GeoPosition(
          latitude: .random(in: -85...85, using: &generator), longitude: .random(in: -179...179, using: &generator)))
      let coarse = position.coarsened
      #expect(coarse.coarsened == coarse)
      let north = abs(coarse.latitude - position.latitude) * 111.2
      let east = abs(coarse.longitude - position.longitude) * 111.2 * cos(position.latitude * .pi / 180)
      #expect(north <= 0.56 && east <= 1.2)
    }
    let start = try #require(GeoPosition(latitude: 48.1371, longitude: 11.5754))
    let drive = LocationTrack(
      fixes: (0..<120).map { second in
        var fix = LocationFix(
          position: start, filmTime: Double(second), unixTime: 1_714_979_289 + Double(second), speed: 14)
        fix.position.latitude += Double(second) * 0.00013
        return fix
      })
    let coarse = drive.coarsened
    #expect((2...4).contains(coarse.fixes.count))
    #expect(coarse.fixes.allSatisfy { $0.speed == nil && $0.unixTime?.truncatingRemainder(dividingBy: 60) == 0 })
  }

  private func copy(_ input: String, to output: String) async throws {
    var options = FilmWriterOptions()
    options.video = .copy
    let writer = try await FilmWriter.create(MediaProbe.probe(input), to: output, options: options)
    _ = try await writer.finish()
    try await writer.commit()
  }
}
