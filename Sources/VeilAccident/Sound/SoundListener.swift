package import VeilMedia

/// Judges sound that comes in blocks.
///
/// A second is judged with the block that completes it, so the delay is one window and one block. Keeps one window of
/// samples.
package struct SoundListener: Sendable {
  private let network: SoundNetwork
  private var windows: SoundWindows

  init(_ network: SoundNetwork, overlap: Double) {
    self.network = network
    windows = SoundWindows(
      length: network.model.windowLength, overlap: overlap, rate: network.model.features.sampleRate)
  }

  /// Takes the next samples and returns the seconds that they complete.
  /// - Throws: `VisionError` when the network cannot be run.
  package mutating func listen(to block: AudioBlock) async throws -> [SoundSecond] {
    var seconds: [SoundSecond] = []
    for window in windows.append(block.samples, at: block.time) { seconds.append(try await judge(window)) }
    return seconds
  }

  /// The second that was not complete when the sound ended, if there is one; silence makes up the rest of it.
  package mutating func finish() async throws -> SoundSecond? {
    guard let window = windows.finish() else { return nil }
    return try await judge(window)
  }

  private func judge(_ window: SoundWindows.Window) async throws -> SoundSecond {
    SoundSecond(
      second: window.time, probability: try await network.probability(window.samples),
      level: SoundLevel.loudest(of: window.samples, rate: network.model.features.sampleRate))
  }
}
