import Foundation
import VeilPrivacy
import VeilVision

/// Gives runs their detectors: to each film its own, which are freed before the film is encoded, and to all pictures of a
/// folder the same, because making them takes longer than looking at a picture.
actor DetectorSource {
  private let options: DetectorOptions
  private let store: ModelStore
  private var shared: SuiteFrameDetector?

  init(options: DetectorOptions, store: ModelStore) {
    self.options = options
    self.store = store
  }

  /// Makes sure that all models are there and what they claim to be.
  nonisolated func check() throws { _ = try SuiteFrameDetector(options, from: store) }

  func detector(for input: URL) throws -> SuiteFrameDetector {
    guard InputFiles.pictureEndings.contains(input.pathExtension.lowercased()) else {
      return try SuiteFrameDetector(options, from: store)
    }
    if let shared { return shared }
    let made = try SuiteFrameDetector(options, from: store)
    shared = made
    return made
  }
}
