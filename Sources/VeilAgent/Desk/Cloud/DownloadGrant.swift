/// The right to download one blob for a short time, as the cloud signed it. Shown to nobody else.
package struct DownloadGrant: Sendable, Hashable, CustomStringConvertible {
  package let token: String
  /// Milliseconds since 1970.
  package let expires: Int64

  package init(token: String, expires: Int64) {
    self.token = token
    self.expires = expires
  }

  package var description: String { "DownloadGrant" }
}
