import ArgumentParser
import VeilAccident
import VeilVision

/// Which backbone and which head.
struct AccidentHeadOptions: ParsableArguments {
  @OptionGroup var models: ModelOptions
  @Option(
    help: ArgumentHelp(
      "Head to use; otherwise the one pulled from a publisher, or the one that comes with Veilcam.", valueName: "file"))
  var head: String?
  @Option(help: ArgumentHelp("Backbone to use; otherwise the one that the head was trained on.", valueName: "model"))
  var backbone: String?

  init() {}

  func classifier(threads: Int = 0) async throws -> ImageClassifier {
    let store = try models.store
    return try await ImageClassifier.load(
      HeadLocator.find(head, in: store), from: store, backbone: backbone, threads: threads)
  }
}
