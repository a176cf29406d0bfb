public import Foundation
package import VeilMedia
package import VeilVision

/// Listens to films for crashes, second by second.
///
///     let classifier = try SoundClassifier(models: .standard())
///     for second in try await classifier.classify(film: film) where second.probability > classifier.threshold { … }
public struct SoundClassifier: Sendable {
  private let network: SoundNetwork
  private let options: SoundOptions

  /// Finds and checks the sound model; it is compiled when it is first used.
  /// - Throws: ``SoundError`` when no folder holds a sound model or it is unusable; `VisionError` with code
  ///   `modelHashMismatch` when its file is not the one that its description names.
  package init(models: ModelStore) throws { try self.init(models: models, options: SoundOptions()) }

  /// As above, with windows that overlap or another stream of sound.
  package init(models: ModelStore, options: SoundOptions) throws {
    if let fault = options.fault { throw SoundError(.setting, fault) }
    network = try SoundNetwork(models: models)
    self.options = options
  }

  /// The probability from which a second counts as a crash where nothing else is asked for.
  public var threshold: Double { network.model.threshold }

  /// Judges all of a film's sound.
  ///
  /// - Parameter film: a file. Its first second starts with its first picture; where its sound pauses or starts late,
  ///   there is silence.
  /// - Returns: one value a second, with overlap more, in order; empty when the film has no audio. The last may stand for
  ///   less than a second.
  /// - Throws: `MediaError` when the film or its sound cannot be read, `VisionError` when the network cannot be run.
  public func classify(film: URL) async throws -> [SoundSecond] {
    var seconds: [SoundSecond] = []
    for try await second in self.seconds(of: film.path) { seconds.append(second) }
    return seconds
  }

  /// Judges the sound of a film, pipe or stream as it comes; memory does not grow with it. A value is there as soon as
  /// its second has been read.
  ///
  /// - Parameter input: a file, `-` for standard input, or an address.
  package func seconds(of input: String) -> SoundSeconds {
    SoundSeconds(input: input, listener: listener(), audio: audioOptions)
  }

  /// For samples that come from elsewhere: feed it blocks, get seconds.
  package func listener() -> SoundListener { SoundListener(network, overlap: options.overlap) }

  /// The samples that ``listener()`` wants: how to open an ``AudioReader`` for it.
  package var audioOptions: AudioOptions {
    AudioOptions(
      sampleRate: network.model.features.sampleRate, blockLength: network.model.features.sampleRate / 10,
      stream: options.stream, salvages: options.salvages)
  }
}
