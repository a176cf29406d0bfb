import Testing
import VeilMedia
import VeilVision

/// Which models are chosen for what is wanted; nothing is run.
@Suite struct DetectorSuiteTests {
  static let groups: [Set<VeilVision.Category>] = [[.car, .truck, .bus]]
  static let road = manifest("road", .detector, ["0": .person, "1": .car, "2": .bicycle])
  static let fine = manifest("fine", .detector, ["0": .person, "1": .car, "2": .truck])
  static let face = manifest("face", .face, ["0": .face])
  static let plate = manifest("plate", .plate, ["0": .plate])
  static let aroundCars = DetectionPlan(members: [
    .init(
      model: "plate",
      view: .objects(ObjectView(categories: [.car], padding: 0.1, minimumWidth: 30, maximumCount: 8)))
  ])

  private static func manifest(
    _ name: String, _ role: ModelRole, _ classes: [String: VeilVision.Category]
  ) -> ModelManifest {
    var manifest = MadeUpModel.manifest(name, role: role, classes: classes)
    manifest.suppression.groups = groups
    manifest.thresholds = ["car": 0.3, "face": 0.4]
    return manifest
  }

  /// Loads a suite from a folder in which all models but some are present.
  private func load(
    _ categories: Set<VeilVision.Category>, plans: [String: [DetectionPlan]] = [:], missing: Set<String> = [],
    thresholds: [VeilVision.Category: Double] = [:], models: [ModelRole: String] = [:],
    covered: Set<VeilVision.Category> = []
  ) throws -> DetectorSuite {
    let manifests = [Self.road, Self.fine, Self.face, Self.plate]
    let folder = try TemporaryFolder()
    for manifest in manifests where !missing.contains(manifest.name) {
      try folder.write("abc", to: manifest.name + ".onnx")
    }
    defer { withExtendedLifetime(folder) {} }
    let store = try ModelStore(folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: manifests)
    return try DetectorSuite.load(
      DetectorOptions(
        categories: categories, covered: covered, thresholds: thresholds,
        profile: DetectionProfile(name: "test", summary: "", plans: plans), models: models), from: store)
  }

  @Test func onlyWhatIsNeededIsLoaded() throws {
    #expect(try load([.face]).models.map(\.name) == ["face"])
    #expect(try load([.face, .plate]).models.map(\.name) == ["face", "plate"])
    #expect(try load([.person, .car]).models.map(\.name) == ["fine"])
    #expect(try load([]).models == [])
  }

  @Test func modelsAreNamedWithTheirHashes() throws {
    let suite = try load([.face])
    #expect(
      suite.models == [UsedModel(name: "face", role: .face, sha256: MadeUpModel.sha256, licence: "Apache-2.0")])
    #expect(suite.profile == "test")
  }

  @Test func whatMustBeKnownOfAModelIsSaidWhereItIsUsed() throws {
    var weak = Self.face
    weak.caution = "finds one in five"
    let folder = try TemporaryFolder()
    for manifest in [weak, Self.plate] { try folder.write("abc", to: manifest.name + ".onnx") }
    let store = try ModelStore(
      folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: [weak, Self.plate])
    let suite = try DetectorSuite.load(
      DetectorOptions(categories: [.face, .plate], profile: DetectionProfile(name: "test", summary: "", plans: [:])),
      from: store)
    #expect(suite.models.map(\.caution) == ["finds one in five", nil])
  }

  @Test func lookingForPlatesOnCarsNeedsCarsButDoesNotReportThem() throws {
    let suite = try load([.plate], plans: ["plate": [Self.aroundCars]])
    #expect(Set(suite.models.map(\.name)) == ["plate", "fine"])
    #expect(suite.categories == [.plate])
    #expect(suite.thresholds.keys.sorted() == [.plate])
  }

  @Test func nobodyLooksInsideObjectsThatAreHiddenAsAWhole() throws {
    let suite = try load([.plate], plans: ["plate": [Self.aroundCars]], covered: [.car])
    #expect(suite.models.map(\.name) == ["plate"])
  }

  @Test func carsThatNobodyAskedForAreFoundByTheFinder() throws {
    let plans = [
      "plate": [Self.aroundCars], "finder": [DetectionPlan(members: [.init(model: "road", view: .frame)])],
    ]
    #expect(Set(try load([.plate], plans: plans).models.map(\.name)) == ["plate", "road"])
    #expect(Set(try load([.plate, .car], plans: plans).models.map(\.name)) == ["plate", "fine"])
  }

  @Test func theFirstPlanWhoseModelsArePresentIsUsed() throws {
    let plans = [
      DetectionPlan(
        members: [.init(model: "fine", view: .frame), .init(model: "road", view: .frame)], fusion: BoxFusion(iou: 0.5)),
      DetectionPlan(members: [.init(model: "road", view: .frame)]),
    ]
    #expect(try load([.person], plans: ["detector": plans]).models.map(\.name) == ["fine", "road"])
    #expect(try load([.person], plans: ["detector": plans], missing: ["fine"]).models.map(\.name) == ["road"])
  }

  @Test func aWishForAModelIsObeyed() throws {
    #expect(try load([.person], models: [.detector: "road"]).models.map(\.name) == ["road"])
    let error = #expect(throws: VisionError.self) { try load([.person], models: [.detector: "nothing"]) }
    #expect(error?.code == .unknownModel)
  }

  @Test func aCoarserClassStandsInForAFinerOne() throws {
    let suite = try load([.truck, .person], models: [.detector: "road"])
    #expect(suite.categories == [.truck, .person])
  }

  @Test func thresholdsComeFromTheUserThePlanAndTheManifest() throws {
    let plan = DetectionPlan(members: [.init(model: "road", view: .frame)], thresholds: ["person": 0.2])
    let suite = try load(
      [.person, .car, .face], plans: ["detector": [plan]], missing: ["fine"], thresholds: [.face: 0.7])
    #expect(suite.thresholds == [.person: 0.2, .car: 0.3, .face: 0.7])
  }

  @Test func aMissingModelIsAnErrorAndSoIsAnUnknownCategory() throws {
    let missing = #expect(throws: VisionError.self) { try load([.person, .face], missing: ["face"]) }
    #expect(missing?.code == .modelMissing)
    let unknown = #expect(throws: VisionError.self) { try load([.person, Category("cat")]) }
    #expect(unknown?.code == .unknownModel)
    #expect(unknown?.message == "no model finds objects of category cat")
  }

  @Test func deliveredProfilesNameDeliveredModels() throws {
    let names = Set(try ModelStore.deliveredManifests().map(\.name))
    let profiles = try DetectionProfile.delivered()
    #expect(!profiles.isEmpty)
    for member in profiles.flatMap(\.plans.values).joined().flatMap(\.members) { #expect(names.contains(member.model)) }
    #expect(try DetectionProfile.named(nil) == profiles[0])
    #expect(throws: VisionError.self) { try DetectionProfile.named("nothing") }
  }

  @Test func cropsAroundObjectsAreTheWidestAndLieInThePicture() throws {
    let format = try PictureFormat(width: 640, height: 360, pixelFormatName: "yuv420p")
    let view = ObjectView(categories: [.car], padding: 0.1, minimumWidth: 40, maximumCount: 2)
    let boxes: [(VeilVision.Category, Double, Double)] = [
      (.car, 11, 50), (.car, 500, 200), (.car, 201, 100), (.car, 300, 39), (.person, 0, 300),
    ]
    let objects = boxes.map { category, x, width in
      Detection(category: category, confidence: 1, box: Box(x: x, y: 101, width: width, height: 60))
    }
    let regions = view.regions(around: objects, in: format)
    #expect(
      regions == [
        PixelRect(x: 480, y: 94, width: 160, height: 73), PixelRect(x: 190, y: 94, width: 121, height: 73),
      ])
  }
}
