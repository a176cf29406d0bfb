internal import HTTPTypes
internal import VeilCloudAPI

extension CloudErrorCode {
  /// Whether it is the asker's fault, and will not go away by asking again.
  var isRefusal: Bool { httpStatus.code < 500 }

  /// The HTTP status that goes with it.
  var httpStatus: HTTPResponse.Status {
    switch self {
    case .malformed: .badRequest
    case .unauthenticated, .clockSkew, .replayed, .badChallenge, .wrongCloud: .unauthorized
    case .forbidden, .notEnrolled, .notApproved, .badGrant: .forbidden
    case .notFound: .notFound
    case .conflict, .duplicateIncident: .conflict
    case .tooLarge: .contentTooLarge
    case .tooSlow: .requestTimeout
    case .badRange: .rangeNotSatisfiable
    case .rateLimited: .tooManyRequests
    case .diskFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
    case .ledgerUnreachable: .serviceUnavailable
    case .internalError, .unreachable, .strangeAnswer, .localFile: .internalServerError
    case .wrongLedger, .wrongDevice, .unknownRecord, .notConsecutive, .falsePlace, .backDated, .badCapsule,
      .ownerDiffers, .ciphertextDiffers, .previewDiffers, .badRekey:
      .unprocessableContent
    }
  }
}
