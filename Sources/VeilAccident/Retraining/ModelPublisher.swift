internal import Foundation

/// Puts new heads on a shelf, signed and with the next version, if they are not worse than the last.
package struct ModelPublisher: Sendable {
  private let shelf: any ModelShelf
  private let key: PublisherKey

  package init(shelf: any ModelShelf, key: PublisherKey) {
    self.shelf = shelf
    self.key = key
  }

  /// What publishing came to.
  package struct Outcome: Sendable, Hashable, Codable {
    package let version: Int
    package let figures: HeldOutFigures?
    /// Of the version before.
    package let before: HeldOutFigures?
  }

  /// - Parameters:
  ///   - head: what to publish.
  ///   - heldOut: pictures to compare on; empty: nothing is compared, which is allowed for the first version only.
  ///   - time: seconds since 1970.
  /// - Throws: ``AccidentError``: `.refused` when the head is worse, or there is nothing to compare on.
  package func publish(_ head: AccidentHead, heldOut: [Example], time: Int) async throws -> Outcome {
    let latest = try await shelf.latest()
    let figures = try heldOut.isEmpty ? nil : HeldOutFigures(head, on: heldOut)
    var before: HeldOutFigures?
    if let latest {
      guard let figures else {
        throw AccidentError(
          .refused, "a version after the first is compared with the one before; name pictures with --data")
      }
      let old = try PublishedModel(
        try await shelf.read(latest), origin: "version \(latest)", publicKey: key.publicKey)
      let oldFigures = try HeldOutFigures(old.head, on: heldOut)
      guard figures.isNotWorse(than: oldFigures) else {
        throw AccidentError(
          .refused,
          "the new head is worse than version \(latest) on the held-out pictures (accuracy \(Self.text(figures.accuracy)) after "
            + "\(Self.text(oldFigures.accuracy)), area \(Self.text(figures.auc)) after \(Self.text(oldFigures.auc))); nothing was published"
        )
      }
      before = oldFigures
    }
    let version = (latest ?? 0) + 1
    let model = try PublishedModel(head, version: version, created: time, key: key)
    try await shelf.write(model.encode(), version: version)
    return Outcome(version: version, figures: figures, before: before)
  }

  private static func text(_ value: Double) -> String { String(format: "%.3f", value) }
}
