import Crypto
import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

@testable import VeilAgent

@Suite struct ReviewTests {
  /// A film with two movers, its detections and nothing else.
  struct Sample {
    let folder: TemporaryFolder
    let files: ReviewFiles
    let film: SyntheticFilm

    /// - Parameters:
    ///   - rotation: degrees that the file says a player is to turn it by.
    ///   - streams: how many streams have the same pictures.
    static func make(rotation: Int = 0, streams: Int = 1) async throws -> Sample {
      let folder = try TemporaryFolder()
      var film = SyntheticFilm()
      film.frameCount = 10
      film.movers = [
        .init(start: PixelRect(x: 20, y: 40, width: 40, height: 60), velocity: (4, 0), frames: 0..<10),
        .init(start: PixelRect(x: 200, y: 60, width: 50, height: 40), velocity: (0, 2), frames: 0..<10, luma: 20),
      ]
      let path = folder.path("drive.mp4")
      if rotation == 0, streams == 1 {
        try await film.make(at: path)
      } else {
        try await film.make(at: folder.path("plain.mp4"))
        try FFmpegTool.run(
          ["-i", folder.path("plain.mp4")] + (0..<streams).flatMap { _ in ["-map", "0:v"] }
            + ["-c", "copy", "-metadata:s:v:0", "rotate=\(rotation)", path])
      }
      try await detect(film, path, folder.path("drive.detections.jsonl"))
      return Sample(folder: folder, files: try ReviewFiles(film: path), film: film)
    }

    private static func detect(_ film: SyntheticFilm, _ path: String, _ destination: String) async throws {
      let bytes = try Data(contentsOf: URL(filePath: path))
      let streams = try MediaProbe.probe(path).videoStreams
      let header = DetectionsHeader(
        tool: "test",
        input: .init(
          name: "drive.mp4", sha256: SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined(),
          bytes: Int64(bytes.count)),
        streams: streams.map { stream in
          .init(
            index: stream.index, width: film.width, height: film.height,
            timeBase: [Int(stream.timeBase.numerator), Int(stream.timeBase.denominator)], frames: film.frameCount,
            rotation: Int(stream.video?.rotation ?? 0))
        }, models: [], thresholds: [:], interval: 1, policy: [:])
      let writer = try DetectionsWriter(path: destination, header: header)
      for stream in streams {
        let decoder = try await VideoDecoder.open(path, stream: stream.index)
        var number = 0
        for try await frame in decoder.frames {
          let boxes = film.movers.enumerated().compactMap { index, mover in
            film.rect(of: mover, in: number).map { rect in
              TrackedBox(
                trackID: 2 * stream.index + index + 1, category: index == 0 ? .person : .car, confidence: 0.9,
                trackConfidence: 0.95,
                box: Box(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height)),
                origin: .detected)
            }
          }
          try writer.append(
            FrameDetections(stream: stream.index, frame: number, pts: frame.timestamp.ticks, boxes: boxes))
          number += 1
        }
      }
      try writer.finish()
    }

    func session() throws -> ReviewSession { try ReviewSession(files, policy: ProtectionPolicy(), tool: "test") }

    func visit(_ session: ReviewSession, _ body: (inout ConsoleVisit) async throws -> Void) async throws {
      try await ConsoleVisit.during(
        { ready in try await ReviewConsole.serve(session, port: 0, version: "test", onReady: ready) },
        { visit in
          try await visit.enter(page: "/")
          try await body(&visit)
        })
    }
  }

  @Test func correctionIsWrittenBesideTheOriginal() async throws {
    let sample = try await Sample.make()
    let before = try Data(contentsOf: URL(filePath: sample.files.detections))
    let session = try sample.session()
    let correction = """
      {"frames":{"3":[{"track":9,"category":"face","confidence":1,"box":[5,6,30,20],"origin":"drawn"}],"4":[]},"keep":[1]}
      """
    try await session.save(try JSONDecoder().decode(Correction.self, from: Data(correction.utf8)))
    #expect(try Data(contentsOf: URL(filePath: sample.files.detections)) == before)
    let film = try await session.film()
    #expect(film.frames[3].map(\.box.trackID) == [9] && film.frames[4].isEmpty && film.frames[5].count == 2)
    #expect(film.keep == [1] && film.nextTrack == 10)
    #expect(try DetectionsFile(validating: sample.files.corrected).footer.frames == 10)
  }

  /// What is known of a track is not lost in a frame that a person touched.
  @Test func correctedFramesKnowTheirTracks() async throws {
    let sample = try await Sample.make()
    let session = try sample.session()
    let correction = """
      {"frames":{"3":[{"track":1,"category":"person","confidence":0.3,"box":[5,6,30,20],"origin":"detected"},
      {"track":8,"category":"car","confidence":0.4,"box":[50,6,30,20],"origin":"detected"}]},"keep":[]}
      """
    try await session.save(try JSONDecoder().decode(Correction.self, from: Data(correction.utf8)))
    let text = try String(contentsOfFile: sample.files.corrected, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains(#""frame":3,"#) })
    #expect(line.contains(#""confidence":0.3,"trackConfidence":0.95"#))
    #expect(line.contains(#""confidence":0.4,"box""#))
  }

  @Test(arguments: [
    #"{"frames":{"99":[]},"keep":[]}"#,
    #"{"frames":{"1":[{"track":1,"category":"dog","confidence":1,"box":[0,0,9,9],"origin":"drawn"}]},"keep":[]}"#,
    #"{"frames":{"1":[{"track":1,"category":"car","confidence":1,"box":[0,0,0,9],"origin":"drawn"}]},"keep":[]}"#,
    #"{"frames":{"1":[{"track":-4,"category":"car","confidence":1,"box":[0,0,5,9],"origin":"drawn"}]},"keep":[]}"#,
    #"{"frames":{"1":[{"track":1,"category":"car","confidence":7,"box":[0,0,5,9],"origin":"drawn"}]},"keep":[]}"#,
    #"{"frames":{"1":[{"track":1,"category":"car","confidence":1,"box":[0,0,5],"origin":"drawn"}]},"keep":[]}"#,
  ])
  func correctionsThatAreNoneLeaveNothing(text: String) async throws {
    let sample = try await Sample.make()
    let session = try sample.session()
    let correction = try JSONDecoder().decode(Correction.self, from: Data(text.utf8))
    await #expect(throws: (any Error).self) { try await session.save(correction) }
    #expect(sample.folder.names.filter { $0.contains("corrected") || $0.contains("partial") }.isEmpty)
  }

  @Test func renderedFilmHidesWhatWasDrawnAndShowsWhatIsKept() async throws {
    let sample = try await Sample.make()
    let session = try sample.session()
    try await sample.visit(session) { visit in
      let token = ["X-CSRF-Token": visit.token, "Content-Type": "application/json"]
      let all = (0..<10).map {
        "\"\($0)\":[{\"track\":1,\"category\":\"person\",\"confidence\":0.9,\"box\":[\(20 + 4 * $0),40,40,60],\"origin\":\"detected\"},{\"track\":7,\"category\":\"car\",\"confidence\":1,\"box\":[100,100,60,60],\"origin\":\"drawn\"}]"
      }.joined(separator: ",")
      #expect(try await visit.send("/api/save", "{\"frames\":{\(all)},\"keep\":[1]}", token).status == 200)
      #expect(try await visit.send("/api/render", #"{"method":"solid"}"#, token).status == 200)
      try await visit.repeatUntil { try await $0.get("/api/render").body.contains("\"isEnded\":true") }
      let state = try await visit.get("/api/render").body
      #expect(!state.contains("fault"), "\(state)")
      #expect(try await visit.get("/film", headers: ["Range": "bytes=0-3"]).status == 206)
    }
    let decoder = try await VideoDecoder.open(sample.files.film)
    for try await frame in decoder.frames {
      let (drawn, kept) = try frame.withPlane(0, as: UInt8.self) { ($0.row(130)[130], $0.row(70)[45]) }
      #expect(drawn < 40)
      #expect(kept > 150)
      break
    }
  }

  /// Pictures stand as a player shows them, and the boxes are where the things are.
  @Test(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)), arguments: [0, 90, 180, 270])
  func turnedFilmsStandUpright(rotation: Int) async throws {
    let sample = try await Sample.make(rotation: rotation)
    let session = try sample.session()
    try await session.prepare()
    let film = try await session.film()
    #expect((film.width, film.height) == (rotation % 180 == 0 ? (320, 180) : (180, 320)))
    let picture = try #require(session.streams[0]?.strip.picture(3))
    let grey = try FFmpegTool.run(["-i", picture, "-pix_fmt", "gray", "-f", "rawvideo", "-"])
    #expect(grey.count == film.width * film.height)
    // The bright mover, all of it and nothing else.
    let box = film.frames[3][0].box.box
    for y in 0..<film.height {
      for x in 0..<film.width {
        let (dx, dy) = (Double(x) - box.x, Double(y) - box.y)
        let isInside = (3..<box.width - 3).contains(dx) && (3..<box.height - 3).contains(dy)
        let isOutside = !(-3..<box.width + 3).contains(dx) || !(-3..<box.height + 3).contains(dy)
        let isBright = grey[y * film.width + x] > 200
        if isInside, !isBright { Issue.record("dark at \(x), \(y)") }
        if isOutside, isBright { Issue.record("bright at \(x), \(y)") }
      }
    }
  }

  @Test(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)), arguments: [90, 180, 270])
  func boxesOfTurnedFilmsAreSavedInTheCodedPicture(rotation: Int) async throws {
    let sample = try await Sample.make(rotation: rotation)
    let session = try sample.session()
    let shown = try await session.film().frames[2].map(\.box)
    let rows = shown.map { box in
      #"{"track":\#(box.trackID),"category":"car","confidence":1,"box":[\#(box.box.x),\#(box.box.y),\#(box.box.width),\#(box.box.height)],"origin":"drawn"}"#
    }.joined(separator: ",")
    let correction = "{\"frames\":{\"2\":[\(rows)]},\"keep\":[]}"
    try await session.save(try JSONDecoder().decode(Correction.self, from: Data(correction.utf8)))
    let reader = try DetectionsReader(path: sample.files.corrected)
    var coded: [Box] = []
    while let frame = try reader.next() {
      if frame.frame == 2 { coded = frame.boxes.map(\.box) }
    }
    #expect(coded == [Box(x: 28, y: 40, width: 40, height: 60), Box(x: 200, y: 64, width: 50, height: 40)])
    #expect(try await session.film().frames[2].map(\.box.box) == shown.map(\.box))
  }

  @Test(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
  func everyStreamCanBeCorrected() async throws {
    let sample = try await Sample.make(streams: 2)
    let session = try sample.session()
    try await sample.visit(session) { visit in
      let page = try await visit.get("/api/film").body
      #expect(page.contains(#""stream":0"#) && page.contains(#""index":1"#))
      #expect(try await visit.get("/api/film?stream=1").body.contains(#""stream":1"#))
      #expect(try await visit.get("/api/film?stream=2").status == 422)
      try await visit.repeatUntil { try await $0.get("/frames/1/9").status == 200 }
      try await visit.repeatUntil {
        try await $0.get("/api/frames?stream=1").body.contains(#""ready":10"#)
      }
      let token = ["X-CSRF-Token": visit.token, "Content-Type": "application/json"]
      let box = #"{"track":9,"category":"face","confidence":1,"box":[5,6,30,20],"origin":"drawn"}"#
      #expect(
        try await visit.send("/api/save", "{\"stream\":1,\"frames\":{\"3\":[\(box)]},\"keep\":[3]}", token).status
          == 200)
      #expect(try await visit.send("/api/save", #"{"stream":7,"frames":{},"keep":[]}"#, token).status == 422)
    }
    let (first, second) = (try await session.film(0), try await session.film(1))
    #expect(first.frames[3].map(\.box.trackID) == [1, 2])
    #expect(second.frames[3].map(\.box.trackID) == [9])
    #expect(second.frames[4].map(\.box.trackID) == [3, 4])
    #expect(first.keep == [3] && first.nextTrack == 10 && second.nextTrack == 10)
  }

  @Test func onlyThisFilmIsServed() async throws {
    let sample = try await Sample.make()
    try await sample.visit(try sample.session()) { visit in
      for path in [
        "/frames/0/../../etc/passwd", "/frames/0/..%2f..%2fetc%2fpasswd", "/frames/0/-1", "/frames/0/10",
        "/frames/0/0.jpg", "/frames/0/%00", "/frames/1/0", "/frames/..%2f/0", "/frames/-1/0", "/api/film?stream=x",
        "/film/../drive.mp4", "/drive.mp4", "/assets/../drive.mp4",
      ] {
        let answer = try await visit.get(path)
        #expect([400, 404].contains(answer.status), "\(path)")
      }
      try await visit.repeatUntil { try await $0.get("/frames/0/9").status == 200 }
      #expect(try await visit.get("/frames/0/9").values("Content-Type") == ["image/jpeg"])
    }
  }

  @Test func otherSitesCannotSave() async throws {
    let sample = try await Sample.make()
    try await sample.visit(try sample.session()) { visit in
      try await visit.enter(page: "/")
      let json = ["Content-Type": "application/json"]
      let body = #"{"frames":{},"keep":[]}"#
      #expect(try await visit.send("/api/save", body, json).status == 403)
      let foreign = json.merging(["X-CSRF-Token": visit.token, "Origin": "http://evil.example"]) { $1 }
      #expect(try await visit.send("/api/save", body, foreign).status == 403)
      #expect(try await visit.get("/", host: "evil.example").status == 421)
      let ours = json.merging(["X-CSRF-Token": visit.token]) { $1 }
      #expect(try await visit.send("/api/save", "{}", ours).status == 400)
      #expect(try await visit.send("/api/save", body, ours).status == 200)
      #expect(try await visit.send("/api/render", #"{"method":"../x"}"#, ours).status == 422)
    }
  }

  @Test func recordingMustLieBeside() async throws {
    let sample = try await Sample.make()
    #expect(try ReviewFiles(film: sample.folder.path("drive.protected.mp4")).source == sample.files.source)
    #expect(throws: DeskError.self) { try ReviewFiles(film: sample.folder.path("other.mp4")) }
    try FileManager.default.removeItem(atPath: sample.files.detections)
    #expect(throws: DeskError.self) { try ReviewFiles(film: sample.files.source) }
  }
}
