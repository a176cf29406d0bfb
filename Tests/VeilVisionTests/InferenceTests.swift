import Testing
import VeilMedia
import VeilVision

/// Real networks on real pictures. Serialised, since networks that run at the same time only fight for the processor.
@Suite(.serialized, .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct InferenceTests {
  /// Compiled once per process.
  static let models = TestModels()

  @Test func yoloxFindsTheCarsAhead() async throws {
    let frame = try TestPicture.read(SharedMaterial.folder + "/media/carnd1.jpg", width: 1280, height: 720)
    let detector = NetworkDetector(
      try await Self.models.model("yolox-nano"), categories: [.person, .car, .truck, .bus])
    let found = try await detector.detect(in: frame)
    let cars = found.filter { $0.category == .car && $0.confidence > 0.5 }
    #expect(cars.count >= 2)
  }

  @Test func crossroadFindsTheCarsAhead() async throws {
    let frame = try TestPicture.read(SharedMaterial.folder + "/media/carnd1.jpg", width: 1280, height: 720)
    let detector = NetworkDetector(
      try await Self.models.model("person-vehicle-bike-detection-crossroad-0078-int8"), categories: [.person, .car])
    let found = try await detector.detect(in: frame)
    #expect(found.count { $0.category == .car && $0.confidence > 0.5 } >= 2)
  }

  @Test func yunetFindsFaces() async throws {
    let frame = try TestPicture.read(SharedMaterial.folder + "/media/street_hpc203.png", width: 1280, height: 720)
    let detector = NetworkDetector(try await Self.models.model("yunet-n"), categories: [.face])
    #expect(try await detector.detect(in: frame).count { $0.confidence > 0.4 } >= 5)
  }
}

/// Models by name, each read and compiled once.
actor TestModels {
  private var loaded: [String: CompiledModels] = [:]

  func model(_ name: String) throws -> CompiledModels {
    if let model = loaded[name] { return model }
    let store = try ModelStore(folders: [
      ModelFolder(origin: .development, path: SharedMaterial.folder + "/models")
    ])
    let model = CompiledModels(try store.load(store.manifest(named: name)), options: InferenceOptions())
    loaded[name] = model
    return model
  }
}
