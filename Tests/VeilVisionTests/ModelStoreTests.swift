import Foundation
import Testing
import VeilVision

@Suite struct ModelStoreTests {
  @Test func aMissingModelIsNamedWithTheWayToGetIt() throws {
    let folder = try TemporaryFolder()
    let store = try ModelStore(folders: [ModelFolder(origin: .cache, path: folder.path)])
    let error = #expect(throws: VisionError.self) { try store.load(.face) }
    #expect(error?.code == .modelMissing)
    #expect(
      error?.message
        == "model face-detection-0205 for role face is missing; fetch it with: veilcam models pull (or name a folder with --models or VEILCAM_MODELS)"
    )
  }

  @Test func aWrongHashIsNamedWithBothHashes() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("abd", to: "detector/m.onnx")
    let store = try ModelStore(
      folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: [MadeUpModel.manifest("m")])
    let error = #expect(throws: VisionError.self) { try store.load(.detector) }
    #expect(error?.code == .modelHashMismatch)
    #expect(
      error?.message
        == "model file \(file) has SHA-256 a52d159f262b… instead of ba7816bf8f01…; remove it and run: veilcam models pull"
    )
    #expect(store.verify().first?.state == .wrong(error?.message ?? ""))
  }

  @Test func aWrongHashIsNoReasonToTakeAnotherModel() throws {
    let folder = try TemporaryFolder()
    try folder.write("xyz", to: "best.onnx")
    try folder.write("abc", to: "other.onnx")
    let store = try ModelStore(
      folders: [ModelFolder(origin: .cache, path: folder.path)],
      delivered: [MadeUpModel.manifest("other"), MadeUpModel.manifest("best", preference: 5)])
    #expect(throws: VisionError.self) { try store.load(.detector) }
  }

  @Test func theFirstFolderWins() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    try second.write("abc", to: "m.onnx")
    let store = try ModelStore(
      folders: [ModelFolder(origin: .option, path: first.path), ModelFolder(origin: .cache, path: second.path)],
      delivered: [MadeUpModel.manifest("m")])
    #expect(try store.load(.detector).folder == second.path)
    try first.write("abc", to: "detector/m.onnx")
    let model = try store.load(.detector)
    #expect(model.folder == first.path + "/detector")
    #expect(model.sha256 == MadeUpModel.sha256)
    #expect(store.list().first?.origin == .option)
  }

  @Test func theFirstPresentModelOfARoleWins() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "second.onnx")
    let manifests = [
      MadeUpModel.manifest("third", preference: 1), MadeUpModel.manifest("first", preference: 3),
      MadeUpModel.manifest("second", preference: 2),
    ]
    let store = try ModelStore(folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: manifests)
    #expect(store.manifests(for: .detector).map(\.name) == ["first", "second", "third"])
    #expect(try store.load(.detector).manifest.name == "second")
    #expect(store.list().map(\.state) == [.missing, .present, .missing])
    #expect(store.list().map(\.isChosen) == [false, true, false])
    #expect(store.verify().map(\.state) == [.missing, .verified, .missing])
  }

  @Test func aModelWithHalfItsFilesIsMissing() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "m.xml")
    let files = ["m.xml", "m.bin"].map { ModelFile(name: $0, bytes: 3, sha384: MadeUpModel.sha384) }
    let store = try ModelStore(
      folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: [MadeUpModel.manifest("m", files: files)])
    #expect(throws: VisionError.self) { try store.load(.detector) }
    try folder.write("abc", to: "m.bin")
    #expect(try store.load(.detector).manifest.name == "m")
  }

  @Test func searchOrderIsOptionEnvironmentCacheDeliveredDevelopment() throws {
    let checkout = try TemporaryFolder()
    try checkout.write("", to: "Package.swift")
    let folders = ModelFolder.standard(
      option: "/option", environment: ["VEILCAM_MODELS": "/environment", "HOME": "/home/me"],
      executable: checkout.path + "/.build/release/veilcam")
    let parent = (checkout.path as NSString).deletingLastPathComponent
    #expect(
      folders.map(\.path) == [
        "/option", "/environment", "/home/me/.cache/veilcam/models", checkout.path + "/.build/release/Models",
        checkout.path + "/Models", parent + "/shared/models",
      ])
    #expect(ModelFolder.cachePath(["XDG_CACHE_HOME": "/cache", "HOME": "/home/me"]) == "/cache/veilcam/models")
  }

  @Test func manifestsInAFolderAddModels() throws {
    let folder = try TemporaryFolder()
    let own = MadeUpModel.manifest("own", preference: 1000)
    try folder.write(String(decoding: try JSONEncoder().encode(own), as: UTF8.self), to: "own.manifest.json")
    try folder.write("abc", to: "own.onnx")
    let store = try ModelStore(folders: [ModelFolder(origin: .option, path: folder.path)])
    #expect(try store.load(.detector).manifest == own)
  }

  @Test func aManifestCannotTakeTheNameOfADeliveredOne() throws {
    let folder = try TemporaryFolder()
    let delivered = try #require(try ModelStore.deliveredManifests().first)
    let fake = MadeUpModel.manifest(delivered.name)
    try folder.write(String(decoding: try JSONEncoder().encode(fake), as: UTF8.self), to: "fake.manifest.json")
    let error = #expect(throws: VisionError.self) {
      try ModelStore(folders: [ModelFolder(origin: .option, path: folder.path)])
    }
    #expect(error?.code == .manifestInvalid)
  }

  @Test func everyDeliveredRoleCanBeFetchedFromItsPublisher() throws {
    let store = try ModelStore(folders: [])
    #expect(Set(store.pullSet.map(\.role)) == [.detector, .face, .plate, .backbone])
    for file in store.pullSet.flatMap(\.files) {
      #expect(file.sha384 ?? file.sha256 != nil)
      #expect(file.url?.hasPrefix("https://") == true)
    }
  }

  @Test(arguments: [
    "{", "[]x", "{\"name\": 3}", "[{\"name\": \"x\"}]", "nothing",
  ])
  func unreadableManifestsAreRefused(json: String) {
    let error = #expect(throws: VisionError.self) { try ModelManifest.read(Array(json.utf8), origin: "here.json") }
    #expect(error?.code == .manifestInvalid)
    #expect(error?.message.contains("here.json") == true)
  }

  @Test(arguments: [
    MadeUpModel.manifest("../x"), MadeUpModel.manifest("m", files: []),
    MadeUpModel.manifest("m", files: [ModelFile(name: "a/b.onnx", bytes: 3, sha256: MadeUpModel.sha256)]),
    MadeUpModel.manifest("m", files: [ModelFile(name: "b.onnx", bytes: 3)]),
    MadeUpModel.manifest("m", files: [ModelFile(name: "b.onnx", bytes: -3, sha256: MadeUpModel.sha256)]),
    MadeUpModel.manifest(
      "m", files: [ModelFile(name: "b.onnx", bytes: 3, sha256: MadeUpModel.sha256, url: "http://example.org/b")]),
    MadeUpModel.manifest("m", classes: [:]), MadeUpModel.manifest("m", classes: ["car": .car]),
  ])
  func manifestsThatMakeNoSenseAreRefused(manifest: ModelManifest) throws {
    let json = Array(try JSONEncoder().encode(manifest))
    let error = #expect(throws: VisionError.self) { try ModelManifest.read(json, origin: "here.json") }
    #expect(error?.code == .manifestInvalid)
  }
}
