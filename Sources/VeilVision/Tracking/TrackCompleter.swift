/// Turns the detections of a whole film into boxes for every frame: fills gaps inside tracks and extends tracks beyond
/// their ends, so that a detector's misses do not show anyone.
///
/// A detected box is kept, or grown by smoothing, never shrunk or moved. Boxes in between follow the track and are
/// widened by what its own motion and jitter make uncertain. The result is made frame by frame as it is iterated, so
/// memory is that of the ``TrackTable``.
package struct TrackCompleter: Sendable {
  private let options: CompletionOptions

  package init(options: CompletionOptions = CompletionOptions()) { self.options = options }

  /// Boxes of every frame of the table, in order.
  /// - Parameters:
  ///   - chains: which detections belong together, from ``TrackLinker``.
  ///   - firstTrackID: number of the first chain; the others follow in order of appearance.
  package func frames(of table: TrackTable, chains: TrackChains, firstTrackID: Int = 1) -> CompletedFrames {
    let believed = chains.kept(in: table, where: options.isBelieved)
    return CompletedFrames(table: table, chains: believed, options: options, firstTrackID: firstTrackID)
  }
}
