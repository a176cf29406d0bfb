import ArgumentParser
import VeilVision

/// Where models are looked for.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("models"),
    help: ArgumentHelp(
      "Folder with models, searched before VEILCAM_MODELS, the user's cache and the models that come with Veilcam.",
      valueName: "dir"))
  var folder: String?

  init() {}

  var store: ModelStore { get throws { try ModelStore.standard(option: folder) } }
}
