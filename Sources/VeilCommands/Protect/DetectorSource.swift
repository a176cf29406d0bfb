import Foundation
import VeilPrivacy
import VeilVision

/// Gives runs their detectors: to each film its own, which are freed before the film is encoded, and to all pictures of a
/// folder the same, because making them takes longer than looking at a picture.
actor DetectorSource {
  private let options: DetectorOptions
  private let store: ModelStore
  /// Made to see whether all is there; the first input gets it.
  private var prepared: SuiteFrameDetector?
  private var shared: SuiteFrameDetector?

  init(options: DetectorOptions, store: ModelStore) {
    self.options = options
    self.store = store
  }

  /// Makes sure that all models are there and what they claim to be.
  /// - Returns: what must be known before relying on them, a sentence each.
  func check() throws -> [String] {
    let made = try SuiteFrameDetector(options, from: store)
    prepared = made
    return made.cautions
  }

  func detector(for input: URL) throws -> SuiteFrameDetector {
    let isPicture = InputFiles.pictureEndings.contains(input.pathExtension.lowercased())
    if isPicture, let shared { return shared }
    let made = try prepared ?? SuiteFrameDetector(options, from: store)
    prepared = nil
    if isPicture { shared = made }
    return made
  }
}
