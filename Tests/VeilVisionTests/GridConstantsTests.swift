import Testing
import VeilVision

/// The rewriting of sizes inside an ONNX file is seen from outside: by what a real network then finds.
@Suite struct GridConstantsTests {
  @Test(arguments: [
    (MadeUpModel.manifest("m"), "modelUnusable"),
    (MadeUpModel.manifest("m").with(GridConstants(width: 64, height: 64, strides: [8])), "modelUnusable"),
    (MadeUpModel.manifest("m").with(GridConstants(width: 64, height: 64, strides: [0])), "modelUnusable"),
    (MadeUpModel.manifest("m").with(GridConstants(width: 64, height: 64, strides: [])), "modelUnusable"),
  ])
  func bytesThatAreNoModelAreRefused(manifest: ModelManifest, code: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "m.onnx")
    let store = try ModelStore(folders: [ModelFolder(origin: .option, path: folder.path)], delivered: [manifest])
    let models = CompiledModels(try store.load(manifest), options: InferenceOptions())
    let error = await #expect(throws: VisionError.self) {
      try await models.compiled(for: PictureSize(width: 128, height: 96))
    }
    #expect(error?.code.rawValue == code)
    #expect(error?.message.contains("model m ") == true)
  }
}

extension ModelManifest {
  fileprivate func with(_ grid: GridConstants) -> ModelManifest {
    var manifest = self
    manifest.grid = grid
    return manifest
  }
}
