/// Fetches a sealed film from where its owner says that it lies. What comes is checked against the evidence, so nobody need
/// trust the place; but the place learns the requester's network address, so it is asked only where he wants it.
package protocol BlobMirror: Sendable {
  /// Hands over the bytes from an offset on, in parts.
  /// - Returns: the film's whole length.
  /// - Throws: `refused`, `unreachable`.
  func download(
    _ link: String, from offset: Int, body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int
}
