import Foundation
import Testing
import VeilEvaluation
import VeilMedia
import VeilTesting
import VeilVision

@Suite struct UtilityTests {
  /// Sees a person wherever the middle of the left half is bright.
  private struct BrightJudge: Detector {
    let categories: Set<VeilVision.Category> = [.person]

    func detect(in frame: VideoFrame) throws -> [Detection] {
      let region = PixelRect(x: 10, y: 10, width: 40, height: 80)
      let picture = try BGRPicture(of: frame, region: region, width: 1, height: 1)
      return picture.bytes[0] > 100 ? [found(.person, 0.9, box(10, 10, 40, 80))] : []
    }
  }

  @Test func whatIsBlackenedIsNotCounted() async throws {
    let evaluation = UtilityEvaluation(
      judge: BrightJudge(),
      painters: try ["blur:0", "solid"].map { try SystemPainter(EvaluatedSystem(parsing: $0)) }, keepsPictures: true)
    let frame = try BGRPicture(of: try await bright(), width: 100, height: 100).frame()
    let boxes = [
      TrackedBox(trackID: 1, category: .person, confidence: 1, box: box(10, 10, 40, 80), origin: .detected)
    ]
    await evaluation.begin("drawn")
    try await evaluation.add(frame, boxes: boxes)
    let rows = await evaluation.results
    let kept = try #require(rows.first { $0.system == "blur:0" && $0.group == .person })
    #expect(kept.countingAccuracy == 1)
    #expect(kept.ap50 == 1)
    let hidden = try #require(rows.first { $0.system == "solid" && $0.group == .person })
    #expect(hidden.countingAccuracy == 0)
    #expect(hidden.ap50 == 0)
    #expect(rows.first { $0.group == .vehicle }?.ap50 == nil)
    let sheet = await evaluation.sheet
    #expect(sheet.columns == ["original", "blur:0", "solid"])
    #expect(sheet.rows.map(\.name) == ["drawn"])
    #expect(sheet.rows.first?.pictures.map { $0.prefix(2) } == [Data](repeating: Data([0xFF, 0xD8]), count: 3))
  }

  @Test func productAndBestConfiguration() throws {
    func row(_ source: String, _ system: String, _ group: ObjectGroup, _ ap: Double?) -> UtilityRow {
      UtilityRow(
        source: source, system: system, method: "blur", group: group, frames: 1, objectsPerFrame: 1,
        countingAccuracy: ap, ap50: ap, ap50To95: ap)
    }
    let report = UtilityReport(
      sources: ["a", "b"], judge: "j", configuration: [],
      rows: [
        row("a", "blur:5,5", .person, 0.5), row("a", "blur:5,5", .vehicle, 0.7), row("b", "blur:5,5", .person, 0.8),
        row("b", "blur:5,5", .vehicle, nil), row("a", "blur:45,25", .person, 0.2),
      ])
    let first = try #require(report.systems.first)
    // Film a has 0.6 over its two groups, film b 0.8 over the one that it shows.
    #expect(abs(try #require(first.map50?.mean) - 0.7) < 1e-12)
    #expect(first.map50?.least == 0.6)
    #expect(first.product == nil)
    #expect(report.best.map(\.system) == ["blur:5,5"])
    #expect(report.text.contains("0.724"))
    #expect(report.html().contains("<svg"))
  }

  @Test func aReIDReportThatIsNoneIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "reid.json")
    for name in ["reid.json", "nowhere.json"] {
      let error = #expect(throws: EvaluationError.self) { try ReIDReport(contentsOf: folder.url.appending(path: name)) }
      #expect(error?.message.contains(name) == true)
    }
  }

  private func bright() async throws -> VideoFrame {
    let folder = try TemporaryFolder()
    let picture = PNGFile(
      width: 100, height: 100, kind: .colour, bitDepth: 8, rows: [UInt8](repeating: 200, count: 100 * 100 * 3))
    try folder.write(picture, to: "bright.png")
    return try await PictureFile.read(folder.url.appending(path: "bright.png"))
  }
}
