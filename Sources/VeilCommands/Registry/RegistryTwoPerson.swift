import ArgumentParser
import VeilRegistry

struct RegistryTwoPerson: AsyncParsableCommand {
  /// Whether the rule is in force.
  enum State: String, ExpressibleByArgument, CaseIterable { case on, off }

  static let configuration = CommandConfiguration(
    commandName: "two-person", abstract: "Let nobody open records alone, or end that.",
    discussion: """
      With the rule, search, show, export and another assessment take the agreement of a second manager, and protect gives
      every face the strongest mask. Ending it takes an agreement too. The audit log has a line of either, and `registry
      audit` names every look that one manager took alone.

      Examples:
        veilcam registry two-person on --reason "decision of the board" --key 0x7E5F…
        veilcam registry two-person off --reason "decision of the board" --agreement agreed.json --key 0x7E5F…
      """)

  @Argument(help: "on or off.") var state: State
  @OptionGroup(title: "Purpose") var why: AgreementOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let purpose = try why.purpose
    let (registry, _) = try await options.open()
    try await registry.setTwoPersonRule(state == .on, purpose: purpose)
    print("\(options.path): the two-person rule is \(state == .on ? "in force" : "ended")")
  }
}
