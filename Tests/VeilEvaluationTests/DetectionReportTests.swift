import Foundation
import Testing
import VeilEvaluation
import VeilVision

@Suite struct DetectionReportTests {
  private let report: DetectionReport

  init() {
    var rules = ScoringRules()
    rules.replicates = 10
    var scorer = DetectionScorer(groups: [.vehicle, .person], classes: ["car"], rules: rules)
    scorer.add(
      [found(.car, 0.9, box(0, 0, 40, 40)), found(.person, 0.5, box(60, 60, 10, 20))],
      for: ImageLabels(
        width: 100, height: 100, objects: [labelled(.vehicle, box(0, 0, 40, 40))],
        classes: PixelClasses(codes: [UInt8](repeating: 0, count: 10_000))))
    report = DetectionReport(
      name: "street", format: "kitti",
      configuration: EvaluationConfiguration(
        models: [.init(role: "objects", name: "net", sha256: "ab12", input: "640×384")],
        thresholds: ["car": 0.3], profile: "balanced", rules: rules), figures: scorer.figures)
  }

  @Test func textNamesConfigurationAndFigures() {
    let lines = report.text.split(separator: "\n").map(String.init)
    #expect(lines.first == "street (kitti), 1 picture")
    #expect(report.text.contains("model net (objects, 640×384), SHA-256 ab12"))
    #expect(report.text.contains("confidence at least: car 0.30"))
    #expect(lines.contains { $0.hasPrefix("vehicles") && $0.contains("1.000") && $0.contains("1/1") })
    #expect(lines.contains { $0.hasPrefix("people") && $0.contains("–") && $0.contains("0/1") })
    #expect(!report.text.contains("Who would have been seen"))
  }

  @Test func markdownHasATablePerSection() {
    #expect(report.markdown.hasPrefix("## street (kitti), 1 picture\n"))
    #expect(report.markdown.components(separatedBy: "| --- |").count - 1 == report.sections.count)
  }

  @Test func JSONKeysAreStable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = try #require(
      JSONSerialization.jsonObject(with: try encoder.encode(report)) as? [String: Any])
    #expect(json.keys.sorted() == ["configuration", "exposure", "figures", "format", "name"])
    let figures = try #require(json["figures"] as? [String: Any])
    #expect(figures.keys.sorted() == ["coverage", "groups", "pictures", "protectedArea"])
    let group = try #require((figures["groups"] as? [[String: Any]])?.first)
    #expect(
      group.keys.sorted() == [
        "averagePrecision", "bySize", "group", "headlineHeight", "ignoredDetections", "missedBadlyFramed",
        "missedUnseen", "precision", "recall",
      ])
    #expect(try JSONDecoder().decode(DetectionReport.self, from: try encoder.encode(report)) == report)
  }

  @Test func tablesAlignColumnsAndKeepTheirShape() {
    var table = TextTable(["a", "long"])
    table.add(["wide cell", "1", "surplus"])
    table.add(["b"])
    #expect(table.text == "a          long\nwide cell     1\nb")
    #expect(table.markdown == "| a | long |\n| --- | ---: |\n| wide cell | 1 |\n| b |  |")
  }
}
