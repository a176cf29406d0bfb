/// For each pixel of a picture which class a data set with label maps gives it.
package struct PixelClasses: Sendable, Hashable {
  /// The code of pixels that belong to no protected class.
  package static let background: UInt8 = 254
  /// The code of pixels that nobody labelled.
  package static let void: UInt8 = 255

  /// Row by row an index into ``DataSet/classes``, or ``background``, or ``void``.
  package var codes: [UInt8]

  package init(codes: [UInt8]) { self.codes = codes }
}
