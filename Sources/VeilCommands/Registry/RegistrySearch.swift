import ArgumentParser
import VeilRegistry

struct RegistrySearch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find the records that have all of these words.",
    discussion: """
      The words go through the same de-identification as the records did. An expired assessment shows as unknown.

      Examples:
        veilcam registry search --plate "12가 3456" --reason "hit and run on the A9" --case 26-0417 --key 0x7E5F…
        veilcam registry search --name "Kim Min-jun" --form phonetic --reason "witness heard the name" --key 0x7E5F…
      """)

  @OptionGroup(title: "Words") var words: AttributeOptions
  @Option(help: "How words are compared: \(TokenForm.allCases.map(\.rawValue).joined(separator: ", ")).")
  var form = TokenForm.exact
  @OptionGroup(title: "Purpose") var why: AgreementOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard try !words.attributes.isEmpty else { throw ValidationError("name at least one word, such as --plate") }
  }

  func run() async throws {
    let (registry, _) = try await options.open()
    let found = try await registry.search(try words.attributes, form: form, purpose: try why.purpose)
    try Output.print(found.map { SubjectRow($0) }, json: json)
  }
}

extension TokenForm: ExpressibleByArgument {}
