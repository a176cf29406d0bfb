import ArgumentParser
import Cryptography
import Foundation
import VeilRegistry

/// What is held of a person, and until when.
struct AssessmentOptions: ParsableArguments {
  @Option(help: "Risk, 0 to 100.") var risk: Double?
  @Flag(help: "The person is suspected of a crime.") var suspect = false
  @Option(help: ArgumentHelp("Day on which the assessment expires (UTC), within five years.", valueName: "YYYY-MM-DD"))
  var until: String?

  init() {}

  /// The assessment by a manager, now.
  func assessment(by manager: Address) throws -> Assessment {
    guard let risk, let until else { throw ValidationError("an assessment needs --risk and --until") }
    return try Self.assessment(risk: risk, isSuspect: suspect, until: until, by: manager)
  }

  static func assessment(risk: Double, isSuspect: Bool, until: String, by manager: Address) throws -> Assessment {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withFullDate]
    guard until.count == 10, let day = formatter.date(from: until), day.timeIntervalSince1970 > 0 else {
      throw ValidationError("--until is a day, written YYYY-MM-DD")
    }
    return try Assessment(
      risk: try Risk(risk), isSuspect: isSuspect, setBy: manager, setAt: Registry.systemClock(),
      expiresAt: UInt64(day.timeIntervalSince1970))
  }
}
