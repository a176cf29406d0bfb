import ArgumentParser
import Ethereum
import Foundation
import VeilRegistry

struct RegistryAgree: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree", abstract: "Sign another manager's request for a look.",
    discussion: """
      Shows who asks for what and why, and signs it (EIP-712) with the account of your seed. --show only shows it. The
      agreement works for the manager who asked, for what he asked, once, until it expires.

      Examples:
        veilcam registry agree ask.json --show --key 0x70F9…
        veilcam registry agree ask.json --output agreed.json --key 0x70F9…
      """)

  @Argument(help: ArgumentHelp("The request.", valueName: "file")) var file: String
  @Flag(help: "Show the request and sign nothing.") var show = false
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The agreement; otherwise NAME.agreed.json beside the request.", valueName: "file"))
  var output: String?
  @OptionGroup(title: "Registry") var options: ManagerOptions

  private var destination: String {
    output ?? (file.hasSuffix(".json") ? String(file.dropLast(5)) : file) + ".agreed.json"
  }

  func run() async throws {
    guard show || !FileManager.default.fileExists(atPath: destination) else {
      throw ValidationError("\(destination) exists already; choose another output")
    }
    let request = try AgreementRequest(
      bytes: try PrivateFile.read(file, limit: AgreementRequest.maximumByteCount))
    let (registry, _) = try await options.open()
    for line in Self.lines(request, try registry.words(of: request)) { print(line) }
    guard !show else { return }
    let agreement = try await registry.agree(to: request)
    try PrivateFile.write(Array(agreement.json.text.utf8), to: destination)
    print("\(destination): signed")
  }

  static func lines(_ request: AgreementRequest, _ words: AgreementWords?) -> [String] {
    let until = Date(timeIntervalSince1970: TimeInterval(request.expiresAt)).formatted(.iso8601)
    let query = words.map { words in
      "search for " + words.attributes.map { "\($0.kind.rawValue)=\($0.text)" }.joined(separator: ", ")
        + " (\(words.form.rawValue))"
    }
    return [
      "who: \(request.asker)", "what: \(query ?? request.subject.description)", "why: \(request.reason)",
      "case: \(request.caseNumber.isEmpty ? "–" : request.caseNumber)", "until: \(until)",
    ]
  }
}
