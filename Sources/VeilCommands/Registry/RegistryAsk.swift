import ArgumentParser
import Ethereum
import Foundation
import VeilRegistry

struct RegistryAsk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Ask another manager to agree to a look.",
    discussion: """
      Where the two-person rule is in force, nothing is opened by one manager alone. This writes a request: what is to be
      opened, why, for which case and until when. Words of a search are encrypted for the other managers. One of them signs
      it with `veilcam registry agree`, and the agreement opens what it names, for the same reason and case, once.

      Examples:
        veilcam registry ask --plate "12가 3456" --reason "hit and run on the A9" --case 26-0417 --output ask.json --key 0x7E5F…
        veilcam registry ask --record 5f1c… --reason "review of the assessment" --output ask.json --key 0x7E5F…
        veilcam registry search --plate "12가 3456" --reason "hit and run on the A9" --case 26-0417 --agreement agreed.json --key 0x7E5F…
      """)

  @OptionGroup(title: "Words of a search") var words: AttributeOptions
  @Option(help: "How words are compared: \(TokenForm.allCases.map(\.rawValue).joined(separator: ", ")).")
  var form = TokenForm.exact
  @Option(help: "A record to open or to give another assessment.") var record: String?
  @Flag(help: "All records, to export them.") var export = false
  @Flag(help: "The end of the two-person rule.") var end = false
  @Option(help: "For how many hours, up to 720.") var hours = 24
  @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file")) var output: String
  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func validate() throws {
    let ways = [try !words.attributes.isEmpty, record != nil, export, end].count { $0 }
    guard ways == 1 else { throw ValidationError("name words, or one of --record, --export and --end") }
    guard (1...720).contains(hours) else { throw ValidationError("--hours is a number from 1 to 720") }
  }

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("\(output) exists already; choose another output")
    }
    let purpose = try why.purpose
    let (registry, _) = try await options.open()
    let seconds = UInt64(hours) * 3_600
    let request =
      if let subject = try subject() {
        try registry.ask(subject, purpose: purpose, seconds: seconds)
      } else {
        try registry.ask(for: try words.attributes, form: form, purpose: purpose, seconds: seconds)
      }
    try PrivateFile.write(Array(request.json.text.utf8), to: output)
    print("\(output): until \(Date(timeIntervalSince1970: TimeInterval(request.expiresAt)).formatted(.iso8601))")
  }

  /// nil where words are looked for.
  private func subject() throws -> AgreementSubject? {
    if let record { return .record(try RecordID(record)) }
    return export ? .export : end ? .end : nil
  }
}
