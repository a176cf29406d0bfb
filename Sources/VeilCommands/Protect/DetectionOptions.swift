import ArgumentParser
import Foundation
import VeilPrivacy
import VeilVision

/// How objects are found.
struct DetectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look at every n-th frame and follow the tracks in between; 1 looks at every frame.", valueName: "n"))
  var detectInterval: Int = Defaults.detectInterval

  @Option(help: ArgumentHelp("Render from this file instead of detecting again.", valueName: "file"))
  var detections: String?

  @Option(help: "Detection profile; the default one is what `docs/results.md` speaks of.")
  var profile: String?

  @OptionGroup var models: ModelOptions

  init() {}

  func validate() throws {
    guard (1...30).contains(detectInterval) else {
      throw ValidationError("--detect-interval is a whole number from 1 to 30")
    }
  }

  /// What replaces instances; the models have been read and checked once. Nil if the policy replaces none.
  func categorySuite(for policy: ProtectionPolicy) throws -> CategorySuite? {
    policy.replaces ? try CategorySuite.load(for: policy, from: models.store) : nil
  }

  /// Where runs get the detectors that a policy needs; the models have been read and checked once.
  func detectors(for policy: ProtectionPolicy) async throws -> DetectorSource {
    var thresholds: [Category: Double] = [:]
    for category in policy.searchedCategories { thresholds[category] = policy.confidence(for: category) }
    var options = DetectorOptions(
      categories: policy.searchedCategories, covered: policy.coveringCategories, thresholds: thresholds,
      profile: try DetectionProfile.named(profile))
    options.weakShare = Defaults.weakShare
    let source = DetectorSource(options: options, store: try models.store)
    for caution in try await source.check() { FileHandle.standardError.write(Data("warning: \(caution)\n".utf8)) }
    return source
  }
}

/// Defaults of the command line that documents and benchmarks speak of.
enum Defaults {
  /// Chosen by `veilcam evaluate`: the largest interval that loses less than a point of recall.
  static let detectInterval = 3
  /// In films, detections down to this share of the threshold count where their track holds one above it.
  static let weakShare = 2.0 / 3
}
