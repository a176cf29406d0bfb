/// Fetches files over a network; the only door through which this room reaches one.
package protocol Transport: Sendable {
  /// Fetches an address piece by piece.
  ///
  /// - Parameters:
  ///   - url: an https address.
  ///   - receive: takes each piece in order; what it throws ends the transfer.
  /// - Throws: ``VisionError`` with code `download` when the address does not answer with the file, or what `receive` threw.
  func fetch(_ url: String, receive: @escaping @Sendable ([UInt8]) throws -> Void) async throws
}
