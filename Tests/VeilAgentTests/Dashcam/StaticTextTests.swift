import Foundation
import Testing
import VeilEvidence
import VeilMedia
import VeilTesting

@testable import VeilAgent

/// Text that a camera writes into its pictures must not be readable in the public ones, wherever it stands.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct StaticTextTests {
  /// A scene that moves evenly.
  private static let scene = "testsrc2=s=640x360:r=5:d=20,scroll=h=0.013:v=0.007"
  private static let text = "drawtext=text='N 48.13715 E 11.57612  52 km/h'"

  /// Where the text of `filter` is, taken from the text alone on black.
  private static func ink(_ filter: String) throws -> [Bool] {
    let grey = try FFmpegTool.run(
      [
        "-f", "lavfi", "-i", "color=black:s=640x360:r=5:d=0.2,\(filter)", "-frames:v", "1", "-pix_fmt", "gray", "-f",
        "rawvideo", "-",
      ])
    return grey.map { $0 > 60 }
  }

  private static func regions(_ filters: String, extra: [String] = []) async throws -> [PixelRect] {
    let folder = try TemporaryFolder()
    let path = folder.path("film.mp4")
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", filters, "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p"]
        + extra
        + [path])
    var text: BurntInText?
    var number = 0
    for try await frame in try await VideoDecoder.open(path).frames {
      defer { number += 1 }
      guard number % 6 == 0 else { continue }
      text = text ?? BurntInText(width: frame.format.width, height: frame.format.height)
      try text?.add(frame)
    }
    return text?.regions() ?? []
  }

  private static func covers(_ regions: [PixelRect], _ x: Int, _ y: Int) -> Bool {
    regions.contains { (0..<$0.width).contains(x - $0.x) && (0..<$0.height).contains(y - $0.y) }
  }

  @Test(arguments: [
    ":fontsize=20:fontcolor=white:x=180:y=160", ":fontsize=14:fontcolor=yellow:x=40:y=300",
    ":fontsize=32:fontcolor=white:borderw=2:x=60:y=60",
    ":fontsize=20:fontcolor=white:box=1:boxcolor=black@0.5:x=300:y=20",
  ])
  func textIsFoundWhereverItStands(style: String) async throws {
    let regions = try await Self.regions("\(Self.scene),\(Self.text)\(style)")
    let ink = try Self.ink(Self.text + style)
    let missed = ink.indices.count { ink[$0] && !Self.covers(regions, $0 % 640, $0 / 640) }
    #expect(ink.count(where: \.self) > 500)
    #expect(missed == 0, "\(regions)")
    // What is hidden is the line and its surroundings, not the picture.
    #expect(regions.reduce(0) { $0 + $1.area } < 640 * 360 / 4, "\(regions)")
  }

  /// A clock: hours and minutes stay, seconds change.
  @Test func digitsThatChangeAreCoveredWithTheirLine() async throws {
    let clock = #"drawtext=text='2024-05-06 07\:12\:%{eif\:mod(n\,60)\:d\:2}':fontsize=24:fontcolor=white:x=200:y=170"#
    let regions = try await Self.regions("\(Self.scene),\(clock)")
    let ink = try Self.ink("drawtext=text='2024-05-06 07\\:12\\:88':fontsize=24:fontcolor=white:x=200:y=170")
    #expect(ink.indices.allSatisfy { !ink[$0] || Self.covers(regions, $0 % 640, $0 / 640) }, "\(regions)")
  }

  @Test func aSceneWithoutTextIsLeftAlone() async throws {
    #expect(try await Self.regions(Self.scene) == [])
  }

  /// A bonnet, the frame of a windscreen: edges that stay, but no strokes.
  @Test func longEdgesAreNoText() async throws {
    let car = "drawbox=x=100:y=280:w=440:h=80:color=gray:t=fill,drawbox=x=0:y=0:w=40:h=360:color=black:t=fill"
    #expect(try await Self.regions("\(Self.scene),\(car)") == [])
  }

  @Test(arguments: [0, 90]) func previewsHideTextInTheMiddle(rotation: Int) async throws {
    let folder = try TemporaryFolder()
    let style = ":fontsize=20:fontcolor=white:x=180:y=160"
    let (plain, film) = (folder.path("plain.mp4"), folder.path("film.mp4"))
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", "\(Self.scene),\(Self.text)\(style)", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt"]
        + ["yuv420p", plain])
    try FFmpegTool.run(["-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=\(rotation)", film])
    let state = try StateFolder(path: folder.path("state"))
    let incident = try IncidentFolder(.random(), in: state)
    let previews = try await PreviewMaker(film: film, bands: 0).make(impact: 10, in: incident)
    let ink = try Self.ink(Self.text + style)
    for preview in previews {
      let size = try FFmpegTool.probe(incident.preview(preview.name), ["-show_entries", "stream=width,height"])
      #expect(size == [rotation == 0 ? "640,360" : "360,640"])
      // As it was coded, so that the ink is where it was drawn.
      let turn = rotation == 0 ? [] : ["-vf", "transpose=\(try Self.isClockwise(film) ? "cclock" : "clock")"]
      let grey = try FFmpegTool.run(
        ["-i", incident.preview(preview.name)] + turn + ["-pix_fmt", "gray", "-f", "rawvideo", "-"])
      try #require(grey.count == ink.count)
      #expect(ink.indices.allSatisfy { !ink[$0] || grey[$0] < 40 })
      #expect(grey.count { $0 > 40 } > grey.count / 2)
    }
  }

  private static func isClockwise(_ film: String) throws -> Bool {
    try MediaProbe.probe(film).videoStreams.first?.video?.rotation == 90
  }
}
