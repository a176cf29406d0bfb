import Foundation
import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

@Suite struct CategorySuiteTests {
  private static func load(_ models: TemporaryFolder, _ settings: [String: [String]] = [:]) throws -> CategorySuite {
    let given = ["method": ["replace"], "categories": ["car"]].merging(settings) { $1 }
    let store = try ModelStore(folders: [ModelFolder(origin: .option, path: models.url.path)], delivered: [])
    return try CategorySuite.load(for: ProtectionPolicy([PolicyDocument(commandLine: given)]), from: store)
  }

  /// A folder is all it takes, as docs/adding-a-category.md walks through.
  @Test func aFolderAddsACategory() async throws {
    let models = try TemporaryFolder()
    var bicycle = MadeUpCategory()
    bicycle.name = "bicycle"
    bicycle.classes = ["bicycle"]
    var all = MadeUpCategory()
    all.classes = ["car", "bicycle"]
    try all.write(into: models.url)
    try bicycle.write(into: models.url)
    let suite = try Self.load(models, ["categories": ["car,bicycle"]])
    #expect(suite.category(for: .bicycle)?.name == "bicycle")
    #expect(suite.category(for: .car)?.name == "vehicle")
    #expect(suite.models.map(\.name).sorted().count == 4)
    #expect(suite.summary["generator.bicycle"] == "made-up-generator-bicycle for bicycle")
    let frame = try TestFrame.noise("yuv420p", width: 200, height: 160)
    let protection = try ReplaceProtection(suite)
    let region = PixelRect(x: 20, y: 20, width: 90, height: 90)
    let result = try await frame.protected(by: protection, [region], as: .bicycle)
    #expect(try result.plane(0).cropped(to: region).samples != frame.plane(0).cropped(to: region).samples)
  }

  /// Masks come from the network: chequers are found, the smooth rest of the box stays.
  @Test func networksMaskAndInvent() async throws {
    let models = try TemporaryFolder()
    try MadeUpCategory().write(into: models.url)
    let frame = try TestFrame("yuv420p", width: 128, height: 96) { plane, x, y in
      let isObject = (40..<72).contains(x) && (30..<62).contains(y)
      return plane > 0 ? 128 : isObject ? ((x / 2 + y / 2) % 2 == 0 ? 20 : 235) : 90
    }
    let region = PixelRect(x: 32, y: 22, width: 64, height: 64)
    let result = try await frame.protected(by: ReplaceProtection(Self.load(models)), [region])
    let object = try result.plane(0).cropped(to: PixelRect(x: 40, y: 30, width: 32, height: 32))
    #expect(object.standardDeviation < 25)
    let corner = PixelRect(x: 80, y: 70, width: 8, height: 8)
    #expect(try result.plane(0).cropped(to: corner).samples == frame.plane(0).cropped(to: corner).samples)
  }

  @Test func nothingForACategoryIsSaid() throws {
    let models = try TemporaryFolder()
    try MadeUpCategory().write(into: models.url)
    #expect(throws: CategoryError.self) { try Self.load(models, ["categories": ["person"]]) }
    #expect(Self.message { try Self.load(models, ["categories": ["person"]]) }.contains("category person"))
  }

  @Test func aMissingModelIsNamed() throws {
    let models = try TemporaryFolder()
    let folder = try MadeUpCategory().write(into: models.url)
    try FileManager.default.removeItem(at: folder.appending(path: "made-up-generator-vehicle.manifest.json"))
    #expect(Self.message { try Self.load(models) }.contains("made-up-generator-vehicle"))
    let other = try TemporaryFolder()
    let second = try MadeUpCategory().write(into: other.url)
    try FileManager.default.removeItem(at: second.appending(path: "made-up-mask-vehicle.onnx"))
    #expect(Self.message { try Self.load(other) }.contains("made-up-mask-vehicle.onnx"))
  }

  @Test func corruptedModelsAreRefused() throws {
    let models = try TemporaryFolder()
    let folder = try MadeUpCategory().write(into: models.url)
    let file = folder.appending(path: "made-up-generator-vehicle.onnx")
    var data = try Data(contentsOf: file)
    data[data.count / 2] ^= 1
    try data.write(to: file)
    #expect(Self.message { try Self.load(models) }.contains("SHA-256"))
    try MadeUpCategory().writeRubbish(to: folder)
    #expect(Self.message { try Self.load(models) }.contains("reading model made-up-generator-vehicle"))
  }

  @Test func aGeneratorOfAnotherInputSizeIsRefused() throws {
    let models = try TemporaryFolder()
    var category = MadeUpCategory()
    category.generatorSide = 48
    try category.write(into: models.url)
    #expect(Self.message { try Self.load(models) }.contains("at size 32"))
    let other = try TemporaryFolder()
    category = MadeUpCategory()
    category.generatorSizes = [128]
    try category.write(into: other.url)
    #expect(Self.message { try Self.load(other) }.contains("correct its sizes"))
  }

  @Test(arguments: [
    ("name: x", "classes"), ("[1]", "mapping"), ("name: x\nclasses: [car]\nkind: 3", "keys are"),
    ("name: x\nclasses: [car]\nextractor: a\ngenerator: b\nsizes: [1]", "sizes"),
    ("name: x\nclasses: [car]\nextractor: a\ngenerator: b\nsizes: [64]\nfeature: y", "feature"),
  ])
  func badDescriptionsAreRefused(yaml: String, word: String) {
    #expect(Self.message { try CategoryDescription(yaml: yaml, origin: "category.yaml") }.contains(word))
  }

  private static func message(_ work: () throws -> some Any) -> String {
    do {
      _ = try work()
      return "nothing was thrown"
    } catch { return "\(error)" }
  }
}
