internal import Foundation

/// Trains a head: softmax cross-entropy with L-BFGS, classes made to count alike, stopped early on clips that are held
/// out, then calibrated on them.
package struct HeadTraining: Sendable, Hashable {
  /// Sizes of the layers between description and softmax; none is the paper's "a fully connected layer and a softmax
  /// layer".
  package var hidden: [Int] = []
  /// Weight of the squared weights: the fewer clips, the more of it.
  package var decay = 3.0
  /// Most iterations of L-BFGS.
  package var iterations = 60
  /// Iterations without a better held-out loss after which training ends.
  package var patience = 8
  /// True to learn from the other views too.
  package var augments = true
  /// True to look at the mirror image as well when classifying.
  package var averagesMirror = true
  package var seed: UInt64 = 1

  package init() {}

  /// A head, and after how many iterations its held-out loss was lowest.
  package struct Result: Sendable {
    package let head: AccidentHead
    package let iterations: Int
  }

  /// - Parameters:
  ///   - examples: what to learn from.
  ///   - heldOut: pictures of other clips, to stop and to calibrate by; empty: all iterations, no calibration.
  /// - Throws: ``AccidentError`` `.training` where a class is missing or learning does not come to numbers.
  package func train(
    _ examples: [Example], heldOut: [Example], for backbone: AccidentHead.BackboneIdentity
  ) throws -> Result {
    try check(examples, backbone)
    try Task.checkCancellation()
    var (features, labels, weights) = table(examples, size: backbone.featureSize, augmented: augments)
    let standardiser = Standardiser(features, weights: weights)
    features.standardise(standardiser)
    let loss = SoftmaxLoss(features: features, isAccident: labels, weights: weights, decay: decay)
    let judge = judge(heldOut, standardiser, size: backbone.featureSize)

    var network = SoftmaxNetwork(inputs: backbone.featureSize, hidden: hidden, seed: seed)
    var best = (parameters: network.parameters, loss: Double.infinity, iteration: 0)
    var optimiser = LBFGS()
    optimiser.maximumIterations = iterations
    var probe = network
    let last = optimiser.minimise(from: network.parameters) { parameters in
      probe.parameters = parameters
      return loss.evaluate(probe)
    } watch: { iteration, parameters, value in
      guard let judge else {
        best = (parameters, value, iteration)
        return !Task.isCancelled
      }
      probe.parameters = parameters
      let found = judge.value(probe)
      if found < best.loss { best = (parameters, found, iteration) }
      return iteration - best.iteration < patience && !Task.isCancelled
    }
    try Task.checkCancellation()
    network.parameters = best.iteration > 0 ? best.parameters : last
    guard network.parameters.allSatisfy(\.isFinite) else {
      throw AccidentError(.training, "learning did not converge; raise --decay")
    }
    var head = AccidentHead(
      backbone: backbone, standardiser: standardiser, network: network, averagesMirror: averagesMirror)
    if !heldOut.isEmpty { head.calibrate(on: heldOut) }
    return Result(head: head, iterations: best.iteration)
  }

  private func check(_ examples: [Example], _ backbone: AccidentHead.BackboneIdentity) throws {
    for (isAccident, name) in [(true, "accidents"), (false, "normal driving")] {
      guard examples.contains(where: { $0.isAccident == isAccident && $0.weight > 0 }) else {
        throw AccidentError(.training, "there is no picture of \(name) to learn from")
      }
    }
    guard examples.allSatisfy({ $0.views.allSatisfy { $0.count == backbone.featureSize } && !$0.views.isEmpty }) else {
      throw AccidentError(
        .mismatch, "descriptions have another size than model \(backbone.name) gives (\(backbone.featureSize))")
    }
  }

  private func judge(_ heldOut: [Example], _ standardiser: Standardiser, size: Int) -> SoftmaxLoss? {
    guard !heldOut.isEmpty else { return nil }
    var (features, labels, weights) = table(heldOut, size: size, augmented: false)
    features.standardise(standardiser)
    return SoftmaxLoss(features: features, isAccident: labels, weights: weights, decay: 0)
  }

  /// One row a view; the views of a picture share its weight, and both classes count alike.
  private func table(
    _ examples: [Example], size: Int, augmented: Bool
  ) -> (features: FeatureMatrix, labels: [Bool], weights: [Float]) {
    let balance = ClassBalance(examples)
    var features = FeatureMatrix(columns: size)
    features.reserve(examples.count * (augmented ? examples.first?.views.count ?? 1 : 2))
    var (labels, weights): ([Bool], [Float]) = ([], [])
    for example in examples {
      let views = augmented ? example.views[...] : example.views.prefix(averagesMirror ? 2 : 1)
      for view in views {
        features.append(view)
        labels.append(example.isAccident)
        weights.append(Float(balance.weight(of: example) / Double(views.count)))
      }
    }
    return (features, labels, weights)
  }
}

extension AccidentHead {
  /// Fits the calibration to pictures that were not learned from.
  package mutating func calibrate(on examples: [Example]) {
    let balance = ClassBalance(examples)
    calibration = PlattCalibration(
      margins: examples.map { margin(views: $0.views) }, isAccident: examples.map(\.isAccident),
      weights: examples.map { balance.weight(of: $0) * Double(examples.count) })
  }

  /// Fits the calibration to what heads like this one said of pictures that they had not learned from.
  package mutating func calibrate(onMarginsOf pictures: [ScoredPicture]) {
    let examples = pictures.filter { !$0.isExtra }
    let accidents = Double(max(1, examples.count(where: \.isAccident)))
    let normals = Double(max(1, examples.count { !$0.isAccident }))
    let half = Double(examples.count) / 2
    calibration = PlattCalibration(
      margins: examples.map(\.margin), isAccident: examples.map(\.isAccident),
      weights: examples.map { half / ($0.isAccident ? accidents : normals) })
  }
}
