import ArgumentParser
import Ethereum
import VeilRegistry

/// Why it is done, and who agreed to it; both go into the audit log.
struct AgreementOptions: ParsableArguments {
  @OptionGroup var why: PurposeOptions
  @Option(
    help: ArgumentHelp(
      "Another manager's agreement, where the two-person rule is in force; works once.", valueName: "file"))
  var agreement: String?

  init() {}

  var purpose: AuditPurpose {
    get throws {
      guard let agreement else { return try why.purpose }
      return try why.purpose.agreed(try Self.read(agreement))
    }
  }

  static func read(_ path: String) throws -> SignedAgreement {
    try SignedAgreement(bytes: try PrivateFile.read(path, limit: AgreementRequest.maximumByteCount))
  }
}
