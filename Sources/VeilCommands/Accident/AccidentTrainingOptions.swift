import ArgumentParser
import VeilAccident

/// How a head is trained.
struct AccidentTrainingOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Size of a layer between description and softmax; may be repeated. None is the paper's.", valueName: "size"))
  var hidden: [Int] = []
  @Option(help: ArgumentHelp("Weight of the squared weights.", valueName: "factor"))
  var decay: Double = HeadTraining().decay
  @Option(help: ArgumentHelp("How much the pictures of --normals count, as a share of the data.", valueName: "share"))
  var normalShare: Double = 0.25
  @Flag(help: "Learn from the pictures only, not from mirrored, cut, darker and brighter ones.") var noAugmentation =
    false
  @Flag(help: "Do not look at the mirror image when classifying.") var noMirror = false

  init() {}

  func validate() throws {
    guard hidden.allSatisfy({ (1...4096).contains($0) }), hidden.count <= 3 else {
      throw ValidationError("--hidden is 1 to 4096, three times at most")
    }
    guard decay > 0, decay < 1e6 else { throw ValidationError("--decay is more than 0") }
    guard (0...10).contains(normalShare) else { throw ValidationError("--normal-share is 0 to 10") }
  }

  var training: HeadTraining {
    var training = HeadTraining()
    training.hidden = hidden
    training.decay = decay
    training.augments = !noAugmentation
    training.averagesMirror = !noMirror
    return training
  }

  /// Extra pictures weighted so that each set counts alike and all together as much as was asked for.
  func weighted(_ extras: [Example], beside data: [Example]) -> [Example] {
    let sets = Dictionary(grouping: extras.indices) { extras[$0].name.prefix { $0 != "/" } }
    let total = normalShare * data.reduce(0) { $0 + $1.weight }
    var weighted = extras
    for (_, members) in sets {
      for index in members { weighted[index].weight = total / Double(sets.count * members.count) }
    }
    return weighted
  }
}
