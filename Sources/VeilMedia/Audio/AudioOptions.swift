/// How the sound of a film is read.
package struct AudioOptions: Sendable, Hashable {
  /// Samples a second, whatever the film has.
  package var sampleRate: Int
  /// Samples in a block.
  package var blockLength: Int
  /// Index of the stream; nil: the one that the film marks as default, or the first.
  package var stream: Int?
  /// False: sound that cannot be decoded is an error. True: it becomes silence, and a film that is cut off is read as far
  /// as it goes.
  package var salvages: Bool

  package init(sampleRate: Int = 16_000, blockLength: Int = 1_600, stream: Int? = nil, salvages: Bool = false) {
    self.sampleRate = max(1_000, min(192_000, sampleRate))
    self.blockLength = max(1, min(1 << 20, blockLength))
    self.stream = stream
    self.salvages = salvages
  }
}
