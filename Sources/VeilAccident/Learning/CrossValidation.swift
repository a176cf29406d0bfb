/// Judges training on clips that it has not seen: every fold is classified by a head that was trained and calibrated on
/// the others.
package struct CrossValidation: Sendable {
  package var training: HeadTraining
  package var folds: Int

  package init(_ training: HeadTraining = HeadTraining(), folds: Int = 5) {
    self.training = training
    self.folds = folds
  }

  package struct Result: Sendable {
    /// All pictures, in the order given.
    package let scores: [ScoredPicture]
    /// Median over the folds of the iterations that training took.
    package let iterations: Int
  }

  /// - Parameters:
  ///   - examples: the data set.
  ///   - extras: pictures that help training and are judged apart, such as windscreen views of normal driving; they are
  ///     held out by clip as well.
  ///   - progress: folds done, and in all.
  /// - Throws: ``AccidentError`` as ``ClipFolds`` and ``HeadTraining`` do.
  package func run(
    _ examples: [Example], extras: [Example] = [], for backbone: AccidentHead.BackboneIdentity,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> Result {
    let groups = try ClipFolds(examples, count: folds)
    let extraFold = Dictionary(
      uniqueKeysWithValues: Set(extras.map(\.clip)).sorted().enumerated().map { ($1, $0 % folds) })
    func fold(_ example: Example) -> Int { extraFold[example.clip] ?? groups.fold(of: example) }
    let all = examples + extras
    var scores = [ScoredPicture?](repeating: nil, count: all.count)
    var iterations: [Int] = []
    for test in 0..<folds {
      // The fold after it stops training and calibrates.
      let inner = (test + 1) % folds
      let trained = try training.train(
        all.filter { ![test, inner].contains(fold($0)) }, heldOut: all.filter { fold($0) == inner }, for: backbone)
      // Learned again with the fold that is now no longer needed for stopping.
      var final = training
      final.iterations = max(1, trained.iterations)
      var head = try final.train(all.filter { fold($0) != test }, heldOut: [], for: backbone).head
      head.calibration = trained.head.calibration
      iterations.append(trained.iterations)
      for (index, example) in all.enumerated() where fold(example) == test {
        let margin = head.margin(views: example.views)
        scores[index] = ScoredPicture(
          name: example.name, clip: example.clip, order: example.order, isAccident: example.isAccident,
          margin: margin, probability: head.calibration.probability(ofMargin: margin), fold: test,
          isExtra: index >= examples.count)
      }
      progress(test + 1, folds)
    }
    return Result(scores: scores.compactMap(\.self), iterations: iterations.sorted()[folds / 2])
  }
}
