import Foundation
import Testing
import VeilAccident
import VeilMedia
import VeilPlot
import VeilTesting
import VeilVision

/// Sound that somebody made up.
private struct GivenSound: SoundScorer {
  let seconds: [SoundSecond]

  func scores(of film: URL) async throws -> [SoundSecond] { seconds }
}

@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence))) struct ScanTests {
  private let folder: TemporaryFolder
  private let tiny: TinyBackbone

  init() throws {
    folder = try TemporaryFolder()
    tiny = try TinyBackbone()
  }

  /// A classifier that calls red pictures accidents, learned from pictures of one colour with some noise.
  private func classifier() async throws -> ImageClassifier {
    let backbone = try await tiny.backbone()
    var numbers = SeededNumbers(seed: 3)
    let examples = (0..<80).map { index in
      let isRed = index % 2 == 0
      let views = (0..<2).map { _ in
        (0..<12).map { column -> Float in
          let channel = column / 4
          return (channel == 2) == isRed
            ? Float.random(in: 120...255, using: &numbers) : Float.random(in: 0...110, using: &numbers)
        }
      }
      return Example(name: "\(index)", clip: "\(index / 8)", isAccident: isRed, views: views)
    }
    var training = HeadTraining()
    training.decay = 0.01
    return try ImageClassifier(
      backbone: backbone, head: training.train(examples, heldOut: [], for: backbone.identity).head)
  }

  private func film(_ name: String, _ arguments: [String]) throws -> URL {
    try FFmpegTool.run(arguments + ["-pix_fmt", "yuv420p", folder.path(name)])
    return folder.url.appending(path: name)
  }

  /// Grey noise with a red stretch.
  private func crash(seconds: Int = 12, red: ClosedRange<Int> = 5...8) throws -> URL {
    try film(
      "crash.mp4",
      [
        "-f", "lavfi", "-i", "color=c=0x205090:s=160x90:r=10:d=\(seconds)",
        "-vf", "drawbox=c=red@0.9:t=fill:enable='between(t,\(red.lowerBound),\(red.upperBound))',noise=alls=30:allf=t",
      ])
  }

  @Test func aStretchIsFoundWithItsImpact() async throws {
    let scan = try await AccidentScanner(image: classifier(), rules: IncidentRules()).scan(crash())
    let incident = try #require(scan.incidents.first)
    #expect(scan.incidents.count == 1)
    #expect(scan.seconds.count == 12)
    #expect((4...6).contains(incident.impact))
    #expect(!scan.hasSound)
    #expect(scan.plot.svg.contains("<svg"))
  }

  @Test(arguments: [(0.5, 24), (2.0, 6), (0.0, 120)]) func intervals(interval: Double, count: Int) async throws {
    let scan = try await AccidentScanner(image: classifier(), rules: IncidentRules(), interval: interval).scan(crash())
    #expect(scan.seconds.count == count)
    #expect(scan.incidents.count == 1)
  }

  @Test func soundMayBeLongerOrShorterThanThePicture() async throws {
    let image = try await classifier()
    for length in [3, 12, 20] {
      let sound = GivenSound(
        seconds: (0..<length).map { SoundSecond(second: Double($0), probability: $0 == 2 || $0 == 18 ? 0.95 : 0.01) })
      let scan = try await AccidentScanner(
        image: image, sound: sound, rules: IncidentRules(fusion: Fusion(rule: .paper))
      ).scan(crash())
      #expect(scan.hasSound)
      #expect(scan.seconds.count == max(12, length))
      #expect(scan.seconds.filter { $0.sound == nil }.count == max(0, 12 - length))
      #expect(scan.seconds.filter { $0.image == nil }.count == max(0, length - 12))
      // Heard at 2 s and seen from 5 s on is one accident; what is heard where no picture is left is another.
      #expect(scan.incidents.count == (length == 20 ? 2 : 1))
      #expect(scan.incidents.first?.impact == 2)
    }
  }

  @Test func aBlackFilmShowsNothing() async throws {
    let black = try film("black.mp4", ["-f", "lavfi", "-i", "color=c=black:s=160x90:r=10:d=4"])
    let scan = try await AccidentScanner(image: classifier(), rules: IncidentRules()).scan(black)
    #expect(scan.blankPictures == 4)
    #expect(scan.seconds.allSatisfy { $0.image == nil })
    #expect(scan.incidents.isEmpty)
  }

  @Test func aFilmOfOneFrame() async throws {
    let one = try film("one.mp4", ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10", "-frames:v", "1"])
    let scan = try await AccidentScanner(image: classifier(), rules: IncidentRules()).scan(one)
    #expect(scan.seconds.count == 1)
    #expect(scan.incidents.isEmpty)
  }

  @Test func aFilmWithoutPicturesIsRefused() async throws {
    let path = folder.path("sound.mp4")
    try FFmpegTool.run(["-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac", path])
    let scanner = try await AccidentScanner(image: classifier(), rules: IncidentRules())
    let error = await #expect(throws: MediaError.self) { try await scanner.scan(URL(filePath: path)) }
    #expect(error?.code == .notAFilm)
  }

  @Test func aFilmThatRunsIsFollowed() async throws {
    let film = try crash()
    let scanner = try await AccidentScanner(image: classifier(), rules: IncidentRules())
    let told = Told()
    try await scanner.follow(film.path) { await told.add($0) }
    let whole = try await scanner.scan(film)
    #expect(await told.seconds == whole.seconds)
    #expect(await told.incidents == whole.incidents)
  }

  private actor Told {
    var seconds: [SecondScore] = []
    var incidents: [Incident] = []

    func add(_ step: IncidentTracker.Step) {
      seconds += step.seconds
      incidents += step.incidents
    }
  }

  // MARK: Backbones

  @Test func theFeatureSizeIsReadFromTheModel() async throws {
    #expect(try await tiny.backbone().featureSize == 12)
    #expect(try await TinyBackbone(pools: true).backbone().featureSize == 3)
  }

  @Test func aHeadForAnotherSizeIsRefused() async throws {
    let head = try HeadTraining().train(Samples.examples(), heldOut: [], for: Samples.identity).head
    let other = try await TinyBackbone(pools: true).backbone()
    let error = #expect(throws: AccidentError.self) { try ImageClassifier(backbone: other, head: head) }
    #expect(error?.message.contains("expects 12 features (model made up) and model tiny gives 3") == true)
  }

  @Test func viewsAreMirroredCutAndBrightened() async throws {
    // Left half blue, right half red, in the order of the network: blue, green, red; of four quarters each.
    let path = folder.path("halves.png")
    try FFmpegTool.run([
      "-f", "lavfi", "-i", "color=c=blue:s=64x64,drawbox=x=32:w=32:h=64:c=red:t=fill", "-frames:v", "1", path,
    ])
    let frame = try await StillImage.read(path).frame
    let backbone = try await tiny.backbone()
    let plain = try await backbone.features(of: frame)
    let mirrored = try await backbone.features(of: frame, view: .mirrored)
    #expect(plain[0] > 200 && plain[1] < 60 && plain[8] < 60 && plain[9] > 200)
    #expect(mirrored[0] < 60 && mirrored[1] > 200 && mirrored[8] > 200 && mirrored[9] < 60)
    let left = try await backbone.features(of: frame, view: FrameView(left: 0, top: 0, width: 0.5, height: 1))
    #expect(left[0] > 200 && left[1] > 200)
    let darker = try await backbone.features(of: frame, view: FrameView(gain: 0.5))
    #expect(darker[0] < plain[0] - 50)
  }

  @Test func descriptionsAreKeptForTheVeryPicture() async throws {
    let backbone = try await tiny.backbone()
    for clip in ["a", "b"] {
      for name in ["accident", "normal"] {
        let url = folder.url.appending(path: "set/\(name)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let colour = name == "accident" ? "red" : "green"
        try FFmpegTool.run([
          "-f", "lavfi", "-i", "color=c=\(colour):s=32x32", "-frames:v", "1", url.appending(path: "\(clip)_1.png").path,
        ])
      }
    }
    let cache = FeatureCache(folder: folder.path("cache"))
    let reader = FeatureReader(backbone, cache: cache, augments: true)
    let pictures = try LabelledPictures(folder: folder.path("set")).pictures
    let first = try await reader.examples(pictures)
    #expect(try await reader.examples(pictures) == first)
    #expect(first[0].views.count == 1 + FrameView.augmentations.count)
    // Another picture under the old name is described anew.
    try FFmpegTool.run(["-f", "lavfi", "-i", "color=c=white:s=32x32", "-frames:v", "1", pictures[0].path])
    #expect(try await reader.examples(pictures)[0].views != first[0].views)
    // What is damaged in the cache is not used.
    let files = FileManager.default.enumerator(atPath: folder.path("cache"))?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix(".features") {
      try Data("rubbish".utf8).write(to: URL(filePath: folder.path("cache/" + file)))
    }
    #expect(try await reader.examples(pictures)[1] == first[1])
  }
}
