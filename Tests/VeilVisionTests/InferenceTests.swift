import Foundation
import Testing
import VeilMedia
import VeilVision

/// Real networks on real pictures. Serialised, since networks that run at the same time only fight for the processor.
@Suite(.serialized, .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct InferenceTests {
  /// Each model is compiled once per process.
  static let models = TestModels()
  static let road: Set<VeilVision.Category> = [.person, .car, .truck, .bus, .motorcycle, .bicycle]

  /// Two cars ahead to the right, their boxes drawn by hand on the 1280×720 picture.
  static let carsAhead = [
    Box(x: 814, y: 411, width: 132, height: 82), Box(x: 1049, y: 405, width: 222, height: 102),
  ]

  private func motorway() throws -> VideoFrame {
    try TestPicture.read(SharedMaterial.folder + "/media/carnd1.jpg", width: 1280, height: 720)
  }

  private func street() throws -> VideoFrame {
    try TestPicture.read(SharedMaterial.folder + "/media/street_hpc203.png", width: 1280, height: 720)
  }

  @Test(arguments: [
    ("nanodet-plus-m-1.5x", 960, 544), ("nanodet-plus-m-1.5x", 640, 352), ("nanodet-plus-m-1.5x", 1280, 736),
    ("yolox-nano", 832, 480), ("person-vehicle-bike-detection-crossroad-0078-int8", 1024, 1024),
  ])
  func findsTheCarsAhead(model: String, width: Int, height: Int) async throws {
    let size = InputSizing.fixed(PictureSize(width: width, height: height))
    let detector = NetworkDetector(
      try await Self.models.model(model), categories: Self.road, fit: PictureFit(sizing: size))
    let found = try await detector.detect(in: motorway())
    for car in Self.carsAhead {
      #expect(found.contains { $0.category == .car && $0.confidence > 0.4 && $0.box.iou(with: car) > 0.7 })
    }
  }

  /// The same network with its input described in other ways: a mean and a scale that change nothing give the same
  /// scores, swapped colours and a scale of 255 do not.
  @Test func preparingTheInputHappensInsideTheGraph() async throws {
    let plain = try await confidence(of: PictureInput())
    #expect(plain > 0.8)
    #expect(abs(try await confidence(of: PictureInput(mean: [0, 0, 0], scale: [1, 1, 1])) - plain) < 1e-3)
    #expect(abs(try await confidence(of: PictureInput(channels: .rgb)) - plain) > 1e-3)
    #expect(try await confidence(of: PictureInput(scale: [255, 255, 255])) < 0.5)
  }

  /// The best score that YOLOX, its input described in some way, gives the nearer car.
  private func confidence(of input: PictureInput) async throws -> Double {
    var manifest = try Self.models.store().manifest(named: "yolox-nano")
    manifest.input = input
    manifest.fit.sizing = .fixed(PictureSize(width: 640, height: 352))
    let store = try ModelStore(folders: Self.models.store().folders, delivered: [manifest])
    let options = InferenceOptions(precision: .float32)
    let detector = NetworkDetector(
      CompiledModels(try store.load(manifest), options: options), categories: [.car], threshold: { _ in 0.05 })
    let found = try await detector.detect(in: motorway())
    return found.filter { $0.box.iou(with: Self.carsAhead[1]) > 0.5 }.map(\.confidence).max() ?? 0
  }

  @Test func paddingMovesNothing() async throws {
    let frame = try motorway()
    for mode in [PictureFit.Mode.stretch, .corner, .centre] {
      let fit = PictureFit(mode: mode, sizing: .fixed(PictureSize(width: 832, height: 512)))
      let detector = NetworkDetector(try await Self.models.model("yolox-nano"), categories: [.car], fit: fit)
      let found = try await detector.detect(in: frame)
      for car in Self.carsAhead { #expect(found.contains { $0.box.iou(with: car) > 0.7 }, "\(mode)") }
    }
  }

  @Test func anAreaIsSeenAloneAndInTheFramesOwnPixels() async throws {
    let detector = NetworkDetector(try await Self.models.model("yolox-nano"), categories: [.car])
    let region = PixelRect(x: 980, y: 300, width: 300, height: 300)
    let found = try await detector.detect(in: motorway(), region: region)
    #expect(found.contains { $0.box.iou(with: Self.carsAhead[1]) > 0.7 })
    #expect(found.allSatisfy { $0.box.x >= 980 && $0.box.maxX <= 1280 })
  }

  /// Faces of 7 to 15 pixels in a picture of 3840×2160: seen whole they are lost, in tiles they are found.
  @Test func tilesFindSmallFacesInALargePicture() async throws {
    let street = try street()
    let faces = try await NetworkDetector(Self.models.model("yunet-n"), categories: [.face]).detect(in: street)
    #expect(faces.count >= 5)
    let large = try Self.pasted(street, x: 1400, y: 900, width: 3840, height: 2160)
    let whole = NetworkDetector(
      try await Self.models.model("yunet-n"), categories: [.face],
      fit: PictureFit(sizing: .area(AreaRule(minimum: 900_000, maximum: 900_000))))
    #expect(try await whole.detect(in: large).count <= 1)

    let suite = try DetectorSuite.load(
      DetectorOptions(categories: [.face], profile: .named("balanced")), from: Self.models.store())
    let tiled = try await suite.detect(in: large)
    for face in faces where face.confidence > 0.6 && (400...500).contains(face.box.y) {
      let place = Box(x: face.box.x + 1400, y: face.box.y + 900, width: face.box.width, height: face.box.height)
      #expect(tiled.count { $0.box.iou(with: place) > 0.4 } == 1)
    }
  }

  /// The labelled photographs, reduced until their plates are 20 pixels high, on a grey picture.
  @Test(arguments: ["eu_test_004", "us_car1", "br_OKM0944"])
  func cropsFindSmallPlates(name: String) async throws {
    let (photograph, plate) = try Self.plate(name, height: 20)
    let frame = try Self.pasted(photograph, x: 600, y: 300, width: 1280, height: 720)
    let suite = try await Self.models.suite([.plate])
    let place = Box(x: plate.x + 600, y: plate.y + 300, width: plate.width, height: plate.height)
    #expect(try await suite.detect(in: frame).contains { $0.category == .plate && $0.box.iou(with: place) > 0.5 })
  }

  @Test func onlySomeCategoriesCanBeLookedFor() async throws {
    let suite = try await Self.models.suite(Self.road.union([.face, .plate]))
    let frame = try street()
    let faces = try await suite.detect(in: frame, for: [.face])
    #expect(Set(faces.map(\.category)) == [.face])
    #expect(try await Set(suite.detect(in: frame).filter { $0.category == .face }) == Set(faces))
    #expect(try await suite.detect(in: frame, for: []) == [])
  }

  /// A network that was trained on close pictures of plates takes whole cars for one.
  @Test func noPlateIsAsWideAsItsCar() async throws {
    let suite = try await Self.models.suite([.plate])
    for detection in try await suite.detect(in: motorway()) {
      #expect(Self.carsAhead.allSatisfy { detection.box.width < 0.7 * $0.width })
    }
  }

  @Test func aSuiteFindsEverythingAtOnce() async throws {
    let wanted = Self.road.union([.face, .plate])
    let suite = try await Self.models.suite(wanted)
    #expect(suite.categories == wanted)
    try await suite.prepare(for: street().format)
    let found = try await suite.detect(in: street())
    #expect(found.count { $0.category == .person } >= 5)
    #expect(found.count { $0.category == .face } >= 5)
    for detection in found {
      #expect(detection.confidence >= suite.thresholds[detection.category] ?? 2)
      #expect(detection.box.isValid && detection.box.maxX <= 1280 && detection.box.maxY <= 720)
    }
  }

  @Test func theSameFrameGivesTheSameResult() async throws {
    let suite = try await Self.models.suite(Self.road)
    let frame = try motorway()
    async let first = suite.detect(in: frame)
    async let second = suite.detect(in: frame)
    #expect(try await first == second)
  }
}
