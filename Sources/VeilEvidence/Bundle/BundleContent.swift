/// What goes into a bundle: everything of an incident that a verifier needs without any server.
package struct BundleContent: Sendable {
  /// Records of one device in order; the first may be any of its chain if a receipt vouches for it.
  package var records: [SignedRecord]
  /// The receipt of the first record.
  package var receipt: LogReceipt?
  package var binding: SignedBinding?
  package var derivation: SignedDerivation?
  /// Segment files, in the order of the binding's segments.
  package var originals: [String] = []
  package var protected: String?
  package var sealed: [Rendition: String] = [:]
  /// First picture, impact, last picture.
  package var previews: [String] = []

  package init(records: [SignedRecord]) { self.records = records }
}

/// Names of a bundle's files.
enum BundleName {
  static let list = "bundle.json"
  static let records = "records.bin"
  static let receipt = "receipt.json"
  static let binding = "binding.json"
  static let derivation = "derivation.json"

  static func sealed(_ rendition: Rendition) -> String { "sealed/\(rendition).veil" }

  /// Films and previews keep the extension of their file, so that a player knows them.
  static func original(_ index: Int, like path: String) -> String { "original/\(index)" + suffix(path) }
  static func protected(like path: String) -> String { "protected/film" + suffix(path) }
  static func preview(_ index: Int, like path: String) -> String { "previews/\(index)" + suffix(path) }

  private static func suffix(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), SealedFilm.isPlain(String(name[dot...].dropFirst())) else { return "" }
    return name[dot...].lowercased()
  }
}
