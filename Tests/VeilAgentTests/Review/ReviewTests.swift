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

    static func make() async throws -> Sample {
      let folder = try TemporaryFolder()
      var film = SyntheticFilm()
      film.frameCount = 10
      film.movers = [
        .init(start: PixelRect(x: 20, y: 40, width: 40, height: 60), velocity: (4, 0), frames: 0..<10),
        .init(start: PixelRect(x: 200, y: 60, width: 50, height: 40), velocity: (0, 2), frames: 0..<10, luma: 20),
      ]
      let path = folder.path("drive.mp4")
      try await film.make(at: path)
      try await detect(film, path, folder.path("drive.detections.jsonl"))
      return Sample(folder: folder, files: try ReviewFiles(film: path), film: film)
    }

    private static func detect(_ film: SyntheticFilm, _ path: String, _ destination: String) async throws {
      let bytes = try Data(contentsOf: URL(filePath: path))
      let info = try MediaProbe.probe(path)
      let stream = try #require(info.videoStreams.first)
      let header = DetectionsHeader(
        tool: "test",
        input: .init(
          name: "drive.mp4", sha256: SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined(),
          bytes: Int64(bytes.count)),
        streams: [
          .init(
            index: stream.index, width: film.width, height: film.height,
            timeBase: [Int(stream.timeBase.numerator), Int(stream.timeBase.denominator)], frames: film.frameCount,
            rotation: 0)
        ], models: [], thresholds: [:], interval: 1, policy: [:])
      let writer = try DetectionsWriter(path: destination, header: header)
      let decoder = try await VideoDecoder.open(path)
      var number = 0
      for try await frame in decoder.frames {
        let boxes = film.movers.enumerated().compactMap { index, mover in
          film.rect(of: mover, in: number).map { rect in
            TrackedBox(
              trackID: index + 1, category: index == 0 ? .person : .car, confidence: 0.9,
              box: Box(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height)),
              origin: .detected)
          }
        }
        try writer.append(
          FrameDetections(stream: stream.index, frame: number, pts: frame.timestamp.ticks, boxes: boxes))
        number += 1
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

  @Test func onlyThisFilmIsServed() async throws {
    let sample = try await Sample.make()
    try await sample.visit(try sample.session()) { visit in
      for path in [
        "/frames/../../etc/passwd", "/frames/..%2f..%2fetc%2fpasswd", "/frames/-1", "/frames/10", "/frames/0.jpg",
        "/frames/%00", "/film/../drive.mp4", "/drive.mp4", "/assets/../drive.mp4",
      ] {
        let answer = try await visit.get(path)
        #expect([400, 404].contains(answer.status), "\(path)")
      }
      try await visit.repeatUntil { try await $0.get("/frames/9").status == 200 }
      #expect(try await visit.get("/frames/9").values("Content-Type") == ["image/jpeg"])
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
