import VeilVision

/// Models by name and suites by wish, each read and compiled once.
actor TestModels {
  private var loaded: [String: CompiledModels] = [:]
  private var suites: [Set<VeilVision.Category>: DetectorSuite] = [:]

  nonisolated func store() throws -> ModelStore {
    try ModelStore(folders: [ModelFolder(origin: .development, path: SharedMaterial.folder + "/models")])
  }

  func model(_ name: String) throws -> CompiledModels {
    if let model = loaded[name] { return model }
    let store = try store()
    let model = CompiledModels(try store.load(store.manifest(named: name)), options: InferenceOptions())
    loaded[name] = model
    return model
  }

  func suite(_ categories: Set<VeilVision.Category>) throws -> DetectorSuite {
    if let suite = suites[categories] { return suite }
    let suite = try DetectorSuite.load(
      DetectorOptions(categories: categories, profile: DetectionProfile.named(nil)), from: store())
    suites[categories] = suite
    return suite
  }
}
