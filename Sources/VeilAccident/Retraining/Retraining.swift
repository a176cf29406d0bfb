/// Learns anew from the data set and from what cameras have sent, so that nobody can turn the head by sending much.
package struct Retraining: Sendable {
  package var training: HeadTraining
  /// Most that one device counts, as a share of the data set.
  package var deviceShare = 0.02
  /// Most that all devices count together, as a share of the data set.
  package var allShare = 0.5

  package init(_ training: HeadTraining = HeadTraining()) { self.training = training }

  /// Contributions as examples: of the given backbone, with a label, weighted.
  /// - Parameter base: weight of the data set.
  package func examples(
    _ contributions: [Contribution], backbone: AccidentHead.BackboneIdentity, base: Double
  ) -> [Example] {
    var byDevice: [String: [Example]] = [:]
    for contribution in contributions where contribution.backbone == backbone.sha256 {
      guard let label = contribution.label else { continue }
      let usable = contribution.features.filter { $0.count == backbone.featureSize }
      byDevice[contribution.device, default: []] += usable.enumerated().map { index, features in
        Example(
          name: "\(contribution.incident) \(index)", clip: "device/" + contribution.device, order: index,
          isAccident: label.isAccident, weight: label.weight / Double(usable.count), views: [features])
      }
    }
    let capped = byDevice.sorted { $0.key < $1.key }.flatMap { _, examples in
      Self.capped(examples, at: deviceShare * base)
    }
    return Self.capped(capped, at: allShare * base)
  }

  /// A head from the data set and the contributions, stopped and calibrated on the held-out pictures.
  /// - Parameter heldOut: pictures that no device feeds.
  package func train(
    _ examples: [Example], _ contributions: [Contribution], heldOut: [Example],
    for backbone: AccidentHead.BackboneIdentity, threshold: Double
  ) throws -> AccidentHead {
    let sent = self.examples(contributions, backbone: backbone, base: examples.reduce(0) { $0 + $1.weight })
    var head = try training.train(examples + sent, heldOut: heldOut, for: backbone).head
    head.threshold = threshold
    head.facts = [
      "contributions": "\(Set(sent.map(\.name)).count) pictures of \(Set(sent.map(\.clip)).count) devices",
      "pictures": "\(examples.count)",
    ]
    return head
  }

  private static func capped(_ examples: [Example], at most: Double) -> [Example] {
    let total = examples.reduce(0) { $0 + $1.weight }
    guard total > most, total > 0 else { return examples }
    return examples.map { example in
      var example = example
      example.weight *= most / total
      return example
    }
  }
}
