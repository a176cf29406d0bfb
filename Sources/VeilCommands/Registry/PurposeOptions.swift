import ArgumentParser
import VeilRegistry

/// Why it is done; it goes into the audit log.
struct PurposeOptions: ParsableArguments {
  @Option(help: "Why; written into the audit log.") var reason: String
  @Option(name: .customLong("case"), help: "Number of the case.") var caseNumber = ""

  init() {}

  func validate() throws { _ = try purpose }

  var purpose: AuditPurpose {
    get throws {
      do {
        return try AuditPurpose(reason: reason, caseNumber: caseNumber)
      } catch {
        throw ValidationError(error.message)
      }
    }
  }
}
