import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// `veilcam accident train`: a head from labelled pictures.
struct AccidentTrain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a head on labelled pictures, in seconds.",
    discussion: """
      Pictures are described once by the backbone and kept. The head is judged, stopped and calibrated on clips that it
      was not trained on, then trained on all of them. Its threshold is the one of least cost.

      Examples:
        veilcam accident train --data pictures/ --output my.head.json
        veilcam accident train --data pictures/ --normals windscreen/ --output my.head.json --json
        veilcam accident train --films times.csv --backbone vgg16-imagenet --output vgg.head.json
      """)

  @OptionGroup var data: AccidentDataOptions
  @OptionGroup var models: ModelOptions
  @Option(help: ArgumentHelp("Backbone to use; otherwise the preferred one that is there.", valueName: "model"))
  var backbone: String?
  @Option(help: ArgumentHelp("Folds of clips on which training is judged.", valueName: "count")) var folds: Int = 5
  @OptionGroup(title: "Training") var training: AccidentTrainingOptions
  @OptionGroup(title: "Costs") var costs: CostOptions
  @Option(name: [.short, .long], help: ArgumentHelp("File to write the head into.", valueName: "file")) var output:
    String
  @Flag(help: "Replace the file if it is there.") var overwrite = false
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (2...50).contains(folds) else { throw ValidationError("--folds is 2 to 50") }
  }

  func run() async throws {
    guard overwrite || !FileManager.default.fileExists(atPath: output) else {
      throw AccidentError(.notWritable, "\(output) is there already; replace it with --overwrite")
    }
    let backbone = try await Backbone.load(from: models.store, named: backbone)
    let (data, costs, training, folds) = (data, costs.model, training, folds)
    let (evaluation, head) = try await interruptible {
      let (examples, found) = try await data.examples(backbone, augments: !training.noAugmentation)
      let extras = training.weighted(found, beside: examples)
      let result = try CrossValidation(training.training, folds: folds).run(
        examples, extras: extras, for: backbone.identity, progress: data.note("folds"))
      let evaluation = AccidentEvaluation(
        data: data.name, method: "\(folds) folds by clip", backbone: backbone.name, pictures: result.scores,
        threshold: nil, costs: costs)
      var final = training.training
      final.iterations = max(1, result.iterations)
      var head = try final.train(examples + extras, heldOut: [], for: backbone.identity).head
      head.calibrate(onMarginsOf: result.scores)
      head.threshold = evaluation.threshold
      head.facts = Self.facts(evaluation, final)
      return (evaluation, head)
    }
    try HeadFile.encode(head).write(to: URL(filePath: output), options: .atomic)
    if json { try Output.print(json: evaluation) } else { print(AccidentFigures.text(evaluation)) }
  }

  private static func facts(_ evaluation: AccidentEvaluation, _ training: HeadTraining) -> [String: String] {
    [
      "data": evaluation.data, "pictures": "\(evaluation.pictures)", "clips": "\(evaluation.clips)",
      "extras": evaluation.extras.map { "\($0.name) \($0.pictures)" }.joined(separator: ", "),
      "decay": "\(training.decay)", "iterations": "\(training.iterations)",
      "hidden": training.hidden.map(String.init).joined(separator: " "),
      "accuracy": AccidentFigures.number(evaluation.accuracy), "auc": AccidentFigures.number(evaluation.auc),
      "method": evaluation.method,
    ]
  }
}
