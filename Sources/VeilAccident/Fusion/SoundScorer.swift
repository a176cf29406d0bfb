package import Foundation

/// Listens to a film.
package protocol SoundScorer: Sendable {
  /// How much every second sounds like a crash; nothing for a film without sound.
  func scores(of film: URL) async throws -> [SoundSecond]
}

extension SoundClassifier: SoundScorer {
  package func scores(of film: URL) async throws -> [SoundSecond] { try await classify(film: film) }
}
