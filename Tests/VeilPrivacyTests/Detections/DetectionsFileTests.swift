import Foundation
import Testing
import VeilTesting
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct DetectionsFileTests {
  @Test func writesTheFormatByteForByte() throws {
    let sample = try DetectionsSample()
    let footer = try sample.write()
    let zeros = String(repeating: "ab", count: 32)
    let model = String(repeating: "0f", count: 32)
    let expected = #"""
      {"format":"veilcam-detections","version":1,"tool":"veilcam 0.1.0","input":{"name":"drive \"1\".mp4","sha256":"\#(zeros)","bytes":123456},"streams":[{"index":0,"width":640,"height":360,"timeBase":[1,12800],"frames":3,"rotation":0},{"index":2,"width":320,"height":240,"timeBase":[1,90000],"frames":1,"rotation":90}],"models":[{"role":"objects","name":"yolox","sha256":"\#(model)"}],"thresholds":{"car":0.25,"person":0.3},"interval":2,"policy":{"person":"blur"}}
      {"stream":0,"frame":0,"pts":0,"boxes":[{"track":1,"category":"car","confidence":0.9,"box":[10.13,20,30.5,40],"origin":"detected"}]}
      {"stream":0,"frame":1,"pts":512,"boxes":[{"track":1,"category":"car","confidence":0.5,"trackConfidence":0.9,"box":[-4.5,21,30,40],"origin":"filled"},{"track":2,"category":"plate","confidence":0.25,"box":[100,50,40,12],"origin":"tracked"}]}
      {"stream":0,"frame":2,"pts":1024,"boxes":[{"track":1,"category":"car","confidence":0.9,"box":[12,22,30,40],"origin":"padded"},{"category":"face","box":[600,300,80,100],"origin":"drawn"}]}
      {"stream":2,"frame":0,"pts":-3000,"boxes":[]}

      """#
    let text = try sample.text("a.jsonl")
    #expect(text.hasPrefix(expected))
    #expect(
      text.dropFirst(expected.count)
        == #"{"frames":4,"boxes":5,"tracks":2,"done":true,"sha256":"\#(footer.sha256)"}"# + "\n")
    #expect(sample.names == ["a.jsonl"])
  }

  @Test func readsBackWhatItWrote() throws {
    let sample = try DetectionsSample()
    let footer = try sample.write()
    let file = try DetectionsFile(validating: sample.path("a.jsonl"))
    #expect(file.header == DetectionsSample.header)
    #expect(file.footer == footer)
    #expect(!file.isEdited)
    #expect(file.categories == [.car, .face, .plate])
    var expected = DetectionsSample.frames
    expected[0].boxes[0].box.x = 10.13
    #expect(try DetectionsSample.readAll(file.path) == expected)
    let second = try file.frames(stream: 2)
    #expect(try second.next() == expected[3])
    #expect(try second.next() == nil)
  }

  @Test(arguments: 0..<10 as Range<UInt64>) func roundTripsRandomBoxesAndStaysTheSame(seed: UInt64) throws {
    let sample = try DetectionsSample()
    var generator = SplitMix64(seed: seed)
    var header = DetectionsSample.header
    header.streams = [.init(index: 0, width: 640, height: 360, timeBase: [1, 30], frames: nil, rotation: 0)]
    let frames = (0..<50).map { Self.randomFrame($0, &generator) }
    for name in ["a", "b"] {
      let writer = try DetectionsWriter(path: sample.path(name), header: header)
      for frame in name == "a" ? frames : try DetectionsSample.readAll(sample.path("a")) { try writer.append(frame) }
      try writer.finish()
    }
    #expect(try sample.text("a") == sample.text("b"))
    for (read, written) in zip(try DetectionsSample.readAll(sample.path("a")), frames) {
      for (left, right) in zip(read.boxes, written.boxes) {
        #expect(abs(left.box.x - right.box.x) <= 0.00501 && abs(left.box.height - right.box.height) <= 0.00501)
      }
    }
  }

  // MARK: Correcting by hand

  @Test func takesAFileCorrectedByHand() throws {
    let sample = try DetectionsSample()
    let drawn = #""boxes":[ {"origin":"drawn", "box":[1,2,3.5,4e1], "category":"face", "note":{"by":["me",null]}} ]"#
    let path = try sample.write { text in
      text.replacing(#""pts":-3000,"boxes":[]"#, with: #""pts":-3000,\#(drawn)"#)
        .replacing("\n", with: "\r\n").replacing("padded", with: "drawn") + "\n  \n"
    }
    let file = try DetectionsFile(validating: path)
    #expect(file.isEdited)
    #expect(file.footer.boxes == 6)
    let last = try #require(DetectionsSample.readAll(path).last)
    #expect(
      last.boxes == [
        TrackedBox(
          trackID: 0, category: .face, confidence: 1, box: Box(x: 1, y: 2, width: 3.5, height: 40), origin: .drawn)
      ])
  }

  // MARK: Bad input

  struct BadFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: DetectionsError.Code
    let line: Int?
    let change: @Sendable (String) -> String

    init(_ name: String, _ code: DetectionsError.Code, _ line: Int?, _ change: @escaping @Sendable (String) -> String) {
      testDescription = name
      self.code = code
      self.line = line
      self.change = change
    }
  }

  static let badFiles: [BadFile] = [
    BadFile("empty", .incomplete, nil) { _ in "" },
    BadFile("not JSON", .malformed, 1) { _ in "hello\n" },
    BadFile("another format", .malformed, 1) { $0.replacing("veilcam-detections", with: "other") },
    BadFile("newer version", .unknownVersion, 1) { $0.replacing(#""version":1"#, with: #""version":2"#) },
    BadFile("header without streams", .badValue, 1) { text in
      text.replacing(/"streams":\[[^\n]*?\],"models"/, with: #""streams":[],"models""#)
    },
    BadFile("header without tool", .malformed, 1) { $0.replacing(#""tool":"#, with: #""took":"#) },
    BadFile("picture without height", .badValue, 1) { $0.replacing(#""height":360"#, with: #""height":0"#) },
    BadFile("time base of zero", .badValue, 1) { $0.replacing("[1,12800]", with: "[1,0]") },
    BadFile("no footer", .incomplete, 6) { $0.replacing(/\{"frames":4[^\n]*\n/, with: "") },
    BadFile("cut inside the footer", .malformed, 6) { String($0.dropLast(20)) },
    BadFile("not done", .incomplete, 6) { $0.replacing(#""done":true"#, with: #""done":false"#) },
    BadFile("line in between is not JSON", .malformed, 3) { $0.replacing(#"{"stream":0,"frame":1,"#, with: "{,") },
    BadFile("frame missing", .frameOutOfOrder, 3) { $0.replacing(/\{"stream":0,"frame":1[^\n]*\n/, with: "") },
    BadFile("frame twice", .frameOutOfOrder, 3) { $0.replacing(#""frame":1"#, with: #""frame":0"#) },
    BadFile("unknown stream", .frameOutOfOrder, 5) { $0.replacing(#"{"stream":2,"#, with: #"{"stream":1,"#) },
    BadFile("last frame missing", .countsDiffer, 5) { $0.replacing(/\{"stream":2[^\n]*\n/, with: "") },
    BadFile("more frames than the header", .countsDiffer, 4) { $0.replacing(#""frames":3"#, with: #""frames":2"#) },
    BadFile("footer with another frame count", .countsDiffer, 6) {
      $0.replacing(#""frames":4"#, with: #""frames":5"#)
    },
    BadFile("footer with another box count", .countsDiffer, 6) { $0.replacing(#""boxes":5"#, with: #""boxes":4"#) },
    BadFile("negative width", .badValue, 2) { $0.replacing("30.5,40]", with: "-30.5,40]") },
    BadFile("no height", .badValue, 2) { $0.replacing("30.5,40]", with: "30.5,0]") },
    BadFile("too far away", .badValue, 2) { $0.replacing("[10.13", with: "[1e9") },
    BadFile("infinite", .malformed, 2) { $0.replacing("[10.13", with: "[1e999") },
    BadFile("not a number", .malformed, 2) { $0.replacing("[10.13", with: "[NaN") },
    BadFile("three corners", .malformed, 2) { $0.replacing("[10.13,", with: "[") },
    BadFile("confidence above one", .badValue, 2) { $0.replacing(#""confidence":0.9"#, with: #""confidence":9"#) },
    BadFile("track confidence below zero", .badValue, 3) {
      $0.replacing(#""trackConfidence":0.9"#, with: #""trackConfidence":-0.1"#)
    },
    BadFile("no confidence", .malformed, 2) { $0.replacing(#""confidence":0.9"#, with: #""certainty":0.9"#) },
    BadFile("no track", .malformed, 2) { $0.replacing(#""track":1,"#, with: "") },
    BadFile("fractional track", .malformed, 2) { $0.replacing(#""track":1,"#, with: #""track":1.5,"#) },
    BadFile("huge track", .badValue, 2) { $0.replacing(#""track":1,"#, with: #""track":9000000000,"#) },
    BadFile("unknown origin", .malformed, 2) { $0.replacing(#""detected""#, with: #""guessed""#) },
    BadFile("no category", .malformed, 2) { $0.replacing(#""category":"car","#, with: "") },
    BadFile("category with a line feed", .badValue, 2) { $0.replacing(#":"car","#, with: #":"ca\nr","#) },
    BadFile("no boxes", .malformed, 5) { $0.replacing(#","boxes":[]"#, with: "") },
    BadFile("text after a line", .malformed, 5) { $0.replacing(#""boxes":[]}"#, with: #""boxes":[]} x"#) },
    BadFile("text after the footer", .malformed, 7) { $0 + "{}\n" },
    BadFile("broken UTF-8 escape", .malformed, 2) { $0.replacing(#":"car","#, with: #":"\uD800","#) },
  ]

  @Test(arguments: badFiles) func refusesABadFileAndNamesTheLine(bad: BadFile) throws {
    let sample = try DetectionsSample()
    let path = try sample.write(changed: bad.change)
    let error = #expect(throws: DetectionsError.self) { try DetectionsFile(validating: path) }
    #expect(error?.code == bad.code, "\(error?.description ?? "")")
    #expect(error?.line == bad.line, "\(error?.description ?? "")")
  }

  @Test func refusesWhatIsNotAFile() throws {
    let sample = try DetectionsSample()
    for path in [sample.path("absent"), sample.folder.path] {
      #expect(throws: DetectionsError.self) { try DetectionsFile(validating: path) }
    }
  }

  @Test func boundsTheLengthOfALine() throws {
    let sample = try DetectionsSample()
    let path = try sample.write {
      $0.replacing(#""pts":512"#, with: #""pts":\#(String(repeating: " ", count: 200_000))512"#)
    }
    #expect(try DetectionsSample.readAll(path).count == 4)
    let error = #expect(throws: DetectionsError.self) {
      try DetectionsSample.readAll(path, maximumLineLength: 100_000)
    }
    #expect(error?.code == .lineTooLong)
    #expect(error?.line == 3)
  }

  @Test func doesNotFollowDeepNesting() throws {
    let sample = try DetectionsSample()
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let path = try sample.write { $0.replacing(#""pts":512"#, with: #""x":\#(deep),"pts":512"#) }
    let error = #expect(throws: DetectionsError.self) { try DetectionsSample.readAll(path) }
    #expect(error?.code == .malformed)
  }

  /// Whatever the bytes, the reader ends with frames that are in order and valid, or with a typed error.
  @Test(arguments: 0..<300 as Range<UInt64>) func survivesDamage(seed: UInt64) throws {
    let sample = try DetectionsSample()
    try sample.write()
    var generator = SplitMix64(seed: seed)
    var bytes = Array(try Data(contentsOf: sample.folder.appending(path: "a.jsonl")))
    for _ in 0...Int.random(in: 0..<4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = .random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(Array("[]{},:\"\\-.e0".utf8).randomElement(using: &generator) ?? 0, at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
      }
    }
    try Data(bytes).write(to: sample.folder.appending(path: "a.jsonl"))
    do {
      let frames = try DetectionsSample.readAll(sample.path("a.jsonl"))
      #expect(frames.allSatisfy { $0.boxes.allSatisfy { $0.box.isValid } })
      #expect(frames.filter { $0.stream == 0 }.map(\.frame) == Array(0..<frames.filter { $0.stream == 0 }.count))
    } catch let error as DetectionsError {
      #expect(!error.message.isEmpty)
    }
  }

  // MARK: Writing

  @Test func leavesNothingBehindIfNotFinished() throws {
    let sample = try DetectionsSample()
    do {
      let writer = try DetectionsWriter(path: sample.path("a.jsonl"), header: DetectionsSample.header)
      try writer.append(DetectionsSample.frames[0])
      #expect(sample.names.allSatisfy { $0.hasPrefix(".a.partial-") })
      #expect(throws: DetectionsError.self) { try writer.finish() }
    }
    #expect(sample.names == [])
  }

  @Test func refusesToWriteWhatItWouldNotRead() throws {
    let sample = try DetectionsSample()
    let writer = try DetectionsWriter(path: sample.path("a.jsonl"), header: DetectionsSample.header)
    #expect(throws: DetectionsError.self) { try writer.append(DetectionsSample.frames[1]) }
    for box in [Box(x: .nan, y: 0, width: 1, height: 1), Box(x: 0, y: 0, width: 0, height: 1)] {
      var frame = DetectionsSample.frames[0]
      frame.boxes[0].box = box
      #expect(throws: DetectionsError.self) { try writer.append(frame) }
    }
    #expect(throws: MediaError.self) {
      try DetectionsWriter(path: sample.path("absent/a.jsonl"), header: DetectionsSample.header)
    }
  }

  private static func randomFrame(_ frame: Int, _ generator: inout SplitMix64) -> FrameDetections {
    let boxes = (0..<Int.random(in: 0...5, using: &generator)).map { index in
      TrackedBox(
        trackID: index + 1, category: .person, confidence: .random(in: 0...1, using: &generator),
        box: Box(
          x: .random(in: -1000...5000, using: &generator), y: .random(in: -1...1, using: &generator),
          width: .random(in: 0.01...10, using: &generator), height: .random(in: 1...1000, using: &generator)),
        origin: BoxOrigin.allCases.randomElement(using: &generator) ?? .detected)
    }
    return FrameDetections(stream: 0, frame: frame, pts: Int64(frame), boxes: boxes)
  }
}
