/// What was learned: turns the description of a picture into the probability that it shows an accident.
package struct AccidentHead: Sendable, Hashable {
  /// The backbone whose descriptions it understands.
  package struct BackboneIdentity: Sendable, Hashable, Codable {
    package let name: String
    /// SHA-256 of the model's graph in hexadecimal.
    package let sha256: String
    package let featureSize: Int

    package init(name: String, sha256: String, featureSize: Int) {
      self.name = name
      self.sha256 = sha256
      self.featureSize = featureSize
    }
  }

  package let backbone: BackboneIdentity
  package let standardiser: Standardiser
  package let network: SoftmaxNetwork
  package var calibration: PlattCalibration
  /// Probability from which a picture counts as one of an accident.
  package var threshold: Double
  /// True if the mirror image is looked at too and the two margins are averaged; doubles the work of a picture.
  package let averagesMirror: Bool
  /// What is known of how it came about, for people: data, settings, figures.
  package var facts: [String: String]

  package init(
    backbone: BackboneIdentity, standardiser: Standardiser, network: SoftmaxNetwork,
    calibration: PlattCalibration = PlattCalibration(), threshold: Double = 0.5, averagesMirror: Bool = false,
    facts: [String: String] = [:]
  ) {
    self.backbone = backbone
    self.standardiser = standardiser
    self.network = network
    self.calibration = calibration
    self.threshold = threshold
    self.averagesMirror = averagesMirror
    self.facts = facts
  }

  /// Logarithm of the odds before calibration.
  /// - Precondition: as many numbers as the backbone's feature size.
  package func margin(_ features: [Float]) -> Double {
    var row = features
    row.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { standardiser.apply(to: base) } }
    return network.margin(row)
  }

  /// Logarithm of the odds of a picture with its mirror image, if that is looked at.
  package func margin(views: [[Float]]) -> Double {
    guard averagesMirror, views.count > 1 else { return margin(views[0]) }
    return (margin(views[0]) + margin(views[1])) / 2
  }

  /// Probability that the picture shows an accident, 0...1.
  package func probability(views: [[Float]]) -> Double { calibration.probability(ofMargin: margin(views: views)) }

  /// Passes if the head belongs to a backbone.
  /// - Throws: ``AccidentError`` `.mismatch`.
  package func check(_ identity: BackboneIdentity) throws {
    guard backbone.featureSize == identity.featureSize else {
      throw AccidentError(
        .mismatch,
        "the head expects \(backbone.featureSize) features (model \(backbone.name)) and model \(identity.name) gives "
          + "\(identity.featureSize); train a head for it with: veilcam accident train")
    }
    guard backbone.sha256 == identity.sha256 else {
      throw AccidentError(
        .mismatch,
        "the head was trained on model \(backbone.name) (\(backbone.sha256.prefix(12))…), not on \(identity.name) "
          + "(\(identity.sha256.prefix(12))…); choose that model with --backbone or train a head for this one")
    }
  }
}

extension Backbone {
  /// How heads know this backbone.
  package var identity: AccidentHead.BackboneIdentity {
    AccidentHead.BackboneIdentity(name: name, sha256: sha256, featureSize: featureSize)
  }
}
