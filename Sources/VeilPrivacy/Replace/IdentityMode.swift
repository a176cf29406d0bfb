/// For how long an invented instance stays the same.
package enum IdentityMode: String, Sendable, Hashable, CaseIterable {
  /// One latent per track: a film that can be watched.
  case track
  /// Another one in every frame, as in the paper: nothing links two frames.
  case frame
}
