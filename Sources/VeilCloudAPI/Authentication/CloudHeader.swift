/// Header fields that are the API's own, in lower case.
package enum CloudHeader {
  /// The content root of the body, so that the signature can be checked before the body has come: 0x and 64 digits.
  package static let bodyRoot = "veilcam-body-root"
  /// Bytes of an upload that are stored for good.
  package static let uploadOffset = "upload-offset"
  /// Length of the file that is uploaded; absent before its first part.
  package static let uploadLength = "upload-length"
  /// `true` when the whole file is there and fits the binding.
  package static let uploadComplete = "upload-complete"
}
