import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

@testable import VeilEvaluation

@Suite struct EdgeEvaluationTests {
  private let street: ChequeredStreet

  init() throws { street = try ChequeredStreet() }

  /// A rounded car on grey.
  private static func car() -> DrawnInstance {
    let (width, height) = (320, 280)
    let box = PixelRect(x: 32, y: 30, width: 256, height: 220)
    let outline = (0..<width * height).map { index in
      let (x, y) = (Double(index % width - 160) / 128, Double(index / width - 140) / 110)
      return x * x * x * x + y * y * y * y <= 1
    }
    let picture = BGRPicture(width: width, height: height, bytes: [UInt8](repeating: 120, count: 3 * width * height))
    return DrawnInstance(group: .vehicle, picture: picture, box: box, outline: outline)
  }

  private func attack(_ system: String) throws -> EdgeAttack {
    let system = try EvaluatedSystem(parsing: system)
    return try EdgeAttack(system, suite: CategorySuite.load(for: system.policy, from: street.store))
  }

  @Test func surfacesDifferAndOutlinesDoNot() throws {
    let car = Self.car()
    let wish = DrawnInstance.Wish(pattern: 1, text: "ACE34", plateHeight: 24)
    let first = try BGRPicture(of: car.drawn(wish).frame, width: 320, height: 280).bytes
    var other = wish
    other.pattern = 2
    let second = try BGRPicture(of: car.drawn(other).frame, width: 320, height: 280).bytes
    let changed = car.outline.indices.count { car.outline[$0] && abs(Int(first[3 * $0]) - Int(second[3 * $0])) > 20 }
    #expect(changed > car.outline.count { $0 } / 4)
    #expect(car.outline.indices.allSatisfy { car.outline[$0] || abs(Int(first[3 * $0]) - 120) <= 5 })
    #expect(try BGRPicture(of: car.drawn(wish).frame, width: 320, height: 280).bytes == first)
  }

  @Test func aPlateThatDoesNotFitIsNotDrawn() throws {
    #expect(try Self.car().drawn(.init(pattern: 0, text: "ACE34", plateHeight: 90)).plate == nil)
    #expect(try Self.car().drawn(.init(pattern: 0, text: "ACE34", plateHeight: 72)).plate != nil)
  }

  /// With a fine step there is an edge, with the blur in front of it there is none.
  @Test func theFilterTakesFineEdges() throws {
    let levels = (0..<3 * 32 * 32).map { $0 % 32 == 16 ? 255 : 0 as UInt8 }
    let picture = try LevelPicture(width: 32, height: 32, channels: 3, levels: levels)
    let sharp = try picture.edges(EdgeFilter(kernelSize: 0, standardDeviation: 5))
    #expect(sharp.channels == 1 && sharp.levels.contains(255))
    #expect(try !picture.edges(EdgeFilter(kernelSize: 45, standardDeviation: 25)).levels.contains(255))
    #expect(throws: ProtectionError.self) { try sharp.edges(EdgeFilter()) }
  }

  @Test func everyPictureIsLookedForInEveryGallery() async throws {
    let evaluation = EdgeEvaluation(
      attacks: [try attack("replace:0"), try attack("replace:5,5")], reader: nil, adversaries: [], textures: 4)
    let (plates, textures) = try await evaluation.run(on: [Self.car()])
    #expect(plates.isEmpty)
    #expect(
      textures.map { "\($0.picture.text) \($0.gallery.rawValue)" } == [
        "original originals", "edges, kernel 0 originals", "edges, kernel 0 alike", "replaced, kernel 0 originals",
        "replaced, kernel 0 alike", "edges, kernel 5 originals", "edges, kernel 5 alike",
        "replaced, kernel 5 originals", "replaced, kernel 5 alike",
      ])
    #expect(textures.allSatisfy { $0.chance == 0.25 && $0.adversary == "outline" && $0.rank1.denominator == 4 })
    // Patterns of four kinds are told apart by their edges, and edges of edges are the same thing.
    #expect(textures[0].rank1.value == 1)
    #expect(textures[2].rank1.value == 1)
    let report = EdgeReport(
      sources: ["a.mp4"], instances: [Self.car()], readsText: false, plates: plates, textures: textures)
    #expect(report.text.contains("0 people and 1 vehicles") && report.text.contains(TextReader.absence))
    #expect(try JSONDecoder().decode(EdgeReport.self, from: JSONEncoder().encode(report)) == report)
  }

  /// What cannot be read in an original proves nothing, so originals have to be read.
  @Test(.enabled(if: TextReader() != nil, "\(TextReader.absence)"))
  func tesseractReadsOriginalsAndNothingOfWhatReplacesThem() async throws {
    let evaluation = EdgeEvaluation(
      attacks: [try attack("replace:5,5")], reader: TextReader(), adversaries: [], textures: 2, plates: 1)
    let plates = try await evaluation.run(on: [Self.car()]).plates
    #expect(plates.count == 3 * EdgeEvaluation.plateHeights.count)
    #expect(plates.filter { $0.picture.kind == .original }.reduce(0) { $0 + $1.read } >= 3)
    #expect(plates.filter { $0.picture.kind == .replaced && $0.height <= 24 }.allSatisfy { $0.read == 0 })
  }

  @Test func theLargestLabelledOnesAreDrawnUpon() async throws {
    try street.write([(8, 10, 20, 56, 50), (8, 80, 20, 40, 30), (9, 80, 55, 12, 36)], to: "1")
    let maker = try attack("replace:0").outlines
    let source = DrawnInstanceSource(maker: maker, leastSide: 24, perGroup: 1)
    let found = try await source.instances(of: street.data.url, format: .camvid)
    #expect(found.map(\.group) == [.vehicle, .person])
    #expect(found.map { max($0.box.width, $0.box.height) } == [256, 256])
    #expect(found.allSatisfy { instance in instance.outline.contains(true) && instance.outline.contains(false) })
    let error = await #expect(throws: EvaluationError.self) {
      try await DrawnInstanceSource(maker: maker, leastSide: 100, perGroup: 1).instances(
        of: street.data.url, format: .camvid)
    }
    #expect(error?.code == .usage && error?.message.contains("100 px") == true)
  }
}
