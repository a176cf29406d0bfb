/// A file of a model and how to recognise it.
package struct ModelFile: Sendable, Hashable, Codable {
  /// Name on this machine, without folders.
  package var name: String
  /// Size in bytes.
  package var bytes: Int
  /// SHA-256 in hexadecimal, where known.
  package var sha256: String?
  /// SHA-384 in hexadecimal, where the publisher gives it. At least one of the two is known.
  package var sha384: String?
  /// The publisher's own address, for files that may be fetched.
  package var url: String?

  package init(name: String, bytes: Int, sha256: String? = nil, sha384: String? = nil, url: String? = nil) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.sha384 = sha384
    self.url = url
  }

  /// True for the weights of an IR model, false for the file that holds the graph.
  var isWeights: Bool { name.hasSuffix(".bin") }
}
