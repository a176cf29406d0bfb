import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

@testable import VeilEvaluation

/// From pictures to figures, with networks of a few numbers.
@Suite struct MaskEvaluationTests {
  private let street: ChequeredStreet

  init() throws { street = try ChequeredStreet() }

  private func run(padding: Double, split: String? = "val") async throws -> MaskEvaluation.Results {
    let pictures = try InstanceFormat.camvid.open(street.data.url, split: split)
    let maker = MaskMaker(suite: try street.suite, padding: Padding(fraction: padding, minimum: 0))
    return try await MaskEvaluation(maker).run(on: pictures)
  }

  @Test func chequersAreHiddenAndLittleElse() async throws {
    try street.write([(8, 40, 30, 32, 32), (9, 90, 20, 16, 48), (8, 10, 70, 10, 10)], to: "1")
    let results = try await run(padding: 0.25)
    #expect(results.pictures == 1)
    #expect(results.places.count == 3)
    let rows = results.figures
    #expect(rows.map(\.group) == [.person, .vehicle, .vehicle])
    #expect(rows.map(\.size) == [.measured, .measured, .small])
    let car = rows[1]
    #expect(car.instances == 1)
    #expect(try #require(car.coverage.value) > 0.97)
    let area = try #require(car.area.value)
    #expect(area > 1 && area < 1.9)
    #expect(try #require(car.boxArea.value) > 2.1)
    #expect(car.wholeBox.value == 0)
    #expect(try #require(car.iou.value) > 0.55)
    #expect(try #require(car.paintedCoverage.value) >= #require(car.coverage.value))
  }

  /// A network that finds nothing is not believed: the box is hidden, which covers everything and too much.
  @Test func whatIsNotSeenFallsBackToTheBox() async throws {
    try street.write([(8, 40, 30, 32, 32)], to: "1", isVisible: false)
    let row = try #require(try await run(padding: 0.25).figures.first)
    #expect(row.coverage.value == 1 && row.wholeBox.value == 1 && row.iou.value == 0)
    #expect(row.area == row.boxArea)
  }

  @Test func onlyTheSplitIsTaken() async throws {
    try street.write([(8, 40, 30, 32, 32)], to: "1")
    try street.write([(8, 40, 30, 32, 32), (8, 90, 30, 32, 32)], to: "2", split: "train")
    #expect(try await run(padding: 0).places.count == 1)
    #expect(try await run(padding: 0, split: nil).places.count == 3)
    let error = await #expect(throws: EvaluationError.self) { try await run(padding: 0, split: "test") }
    #expect(error?.code == .layout && error?.message.contains("no split test") == true)
  }

  @Test func picturesWithoutAnybodyAreRefused() async throws {
    try street.write([(10, 40, 30, 32, 32)], to: "1")
    let error = await #expect(throws: EvaluationError.self) { try await run(padding: 0) }
    #expect(error?.code == .usage)
  }

  @Test func anotherLayoutIsNamed() throws {
    let error = #expect(throws: EvaluationError.self) { try InstanceFormat.camvid.open(street.models.url) }
    #expect(error?.code == .layout && error?.message.contains("annot") == true)
  }

  @Test func aMissingModelIsNamed() throws {
    let file = street.models.url.appending(path: "categories/person/made-up-mask-person.onnx")
    try FileManager.default.removeItem(at: file)
    let error = #expect(throws: VisionError.self) { try street.suite }
    #expect(error?.message.contains("made-up-mask-person") == true)
  }

  @Test func theReportSaysWhatWasMeasured() async throws {
    try street.write([(8, 40, 30, 32, 32), (9, 90, 20, 16, 48)], to: "1")
    let report = MaskReport(
      name: "street", format: .camvid, split: "val", models: ["vehicle: x"],
      padding: Padding(fraction: 0.25, minimum: 0), results: try await run(padding: 0.25))
    #expect(report.text.contains("Masks: street, val (camvid), 1 picture\n"))
    #expect(report.text.contains("people  ") && report.text.contains("vehicles  "))
    let copy = try JSONDecoder().decode(MaskReport.self, from: JSONEncoder().encode(report))
    #expect(copy == report)
  }

  @Test func aSheetShowsOriginalMaskAndReplacement() async throws {
    try street.write([(8, 10, 20, 56, 50), (9, 90, 20, 20, 60)], to: "1")
    let pictures = try InstanceFormat.camvid.open(street.data.url)
    let suite = try street.suite
    let painter = try SystemPainter(street.system, suite: suite)
    let maker = MaskMaker(suite: suite, padding: painter.system.policy.padding(for: .car))
    let places = try await MaskEvaluation(maker).run(on: pictures).places
    let sheet = try await MaskSheet(of: places, in: pictures, painter: painter, maker: maker)
    #expect(try sheet.pictureSheet().rows.map(\.pictures.count) == [3, 3])
    let picture = sheet.picture
    #expect(picture.width == 12 * 128 && picture.height == 128)
    func part(_ column: Int) -> [UInt8] {
      (0..<128).flatMap { y -> ArraySlice<UInt8> in
        let start = 3 * (y * picture.width + 128 * column)
        return picture.bytes[start..<start + 3 * 128]
      }
    }
    #expect(part(0) != part(2))
    #expect(part(1).contains(255) && part(1).contains(0))
    let error = await #expect(throws: EvaluationError.self) {
      try await MaskSheet(of: [], in: pictures, painter: painter, maker: maker)
    }
    #expect(error?.code == .usage)
  }
}
