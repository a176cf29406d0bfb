/// Settings of ``ReplaceProtection``.
package struct ReplaceOptions: Sendable, Hashable {
  /// Kernel size of the blur before edges.
  package var edgeKernel = 5
  /// Standard deviation of the blur before edges.
  package var edgeSD = 5.0
  /// What generators are told instead of what their category says.
  package var feature: AuxiliaryFeature?
  package var identity = IdentityMode.track
  /// What is covered with background.
  package var cover = ReplaceCover.mask
  /// Tracks that the detector was never surer of than this, 0...1, are pixelated: nobody is invented where perhaps nobody was.
  package var inventConfidence = 0.6
  /// Makes the invented instances repeatable, for tests; nil: nobody can repeat them.
  package var seed: UInt64?

  package init() {}
}
