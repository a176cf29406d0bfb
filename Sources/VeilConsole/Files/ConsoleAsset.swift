internal import Crypto
internal import Foundation

/// A file that pages refer to, embedded in the program, under an address that changes with its content.
package struct ConsoleAsset: Sendable {
  package let name: String
  package let mediaType: String
  package let bytes: [UInt8]
  /// The entity tag, quotes included.
  package let tag: String

  package init(name: String, mediaType: String, bytes: [UInt8]) {
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    tag = "\"\(SessionKeys.hex(SHA256.hash(data: Data(bytes)).prefix(8)))\""
  }

  /// Address with the version of the content.
  package var path: String { "/assets/\(name)?v=\(tag.dropFirst().dropLast())" }

  package static let style = ConsoleAsset(
    name: "console.css", mediaType: "text/css; charset=utf-8", bytes: PackageResources.console_css)
  package static let common = ConsoleAsset(
    name: "console.js", mediaType: "text/javascript; charset=utf-8", bytes: PackageResources.console_js)
  package static let map = ConsoleAsset(
    name: "map.js", mediaType: "text/javascript; charset=utf-8", bytes: PackageResources.map_js)
  package static let review = ConsoleAsset(
    name: "review.js", mediaType: "text/javascript; charset=utf-8", bytes: PackageResources.review_js)
  package static let icon = ConsoleAsset(
    name: "icon.svg", mediaType: "image/svg+xml", bytes: PackageResources.icon_svg)
  /// The countries' outline (Natural Earth, public domain), in fiftieths of a degree.
  package static let outline = ConsoleAsset(
    name: "outline.json", mediaType: "application/json", bytes: PackageResources.outline_json)

  package static let all = [style, common, map, review, icon, outline]
}
