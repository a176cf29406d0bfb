/// Why the cloud refused, for programs that decide by it. The same names travel in the JSON of an error.
package enum CloudErrorCode: String, Sendable, Hashable, Codable, CaseIterable {
  // MARK: Any request

  /// The request is not what the API describes.
  case malformed
  /// It has no signature, or one that does not fit what was sent.
  case unauthenticated
  /// The time in the signature is too far from the cloud's; `time` in the answer tells the cloud's.
  case clockSkew
  /// The same signed request was there before.
  case replayed
  /// The challenge is not the cloud's own, is too old, or was used before.
  case badChallenge
  /// The signer may not do this.
  case forbidden
  /// The device is not enrolled.
  case notEnrolled
  case notFound
  /// It contradicts what is there already.
  case conflict
  case tooLarge
  /// The body came too slowly.
  case tooSlow
  /// The range lies outside what there is, or does not go on where the upload stands.
  case badRange
  case rateLimited
  /// The cloud's disk is full; nothing was stored.
  case diskFull
  /// The ledger cannot be reached now; the same request may succeed later.
  case ledgerUnreachable
  case internalError

  // MARK: Incidents

  /// The binding is of another chain or factory.
  case wrongLedger
  /// The binding or the claim is not signed by the device of the records.
  case wrongDevice
  /// A segment's recomputed `videoHash` is in no stored record of the device.
  case unknownRecord
  /// The segments' records do not follow each other.
  case notConsecutive
  /// The claimed place or hour is impossible.
  case falsePlace
  /// The claimed hour lies too long before the record was logged, or the record came after its key was handed over.
  case backDated
  /// A capsule is not valid.
  case badCapsule
  /// The contract on the ledger has another owner or other fields.
  case ownerDiffers
  /// There is another evidence of this incident.
  case duplicateIncident
  /// The uploaded file has another root than the binding names.
  case ciphertextDiffers
  /// The uploaded preview has another hash than the binding names.
  case previewDiffers

  // MARK: Downloads

  /// The request contract is not approved.
  case notApproved
  /// The grant is not the cloud's, is over, or is for another blob.
  case badGrant
  /// The rekey in the request contract is not valid.
  case badRekey

  // MARK: At the client

  /// The cloud cannot be reached.
  case unreachable
  /// The cloud's answer is not understood.
  case strangeAnswer
  /// A file of this machine.
  case localFile

  // MARK: Any request, continued: a reason's number on the ledger is its place here, so new ones come last

  /// The request was signed for another cloud.
  case wrongCloud
}
