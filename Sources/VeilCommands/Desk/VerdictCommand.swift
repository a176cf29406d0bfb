import ArgumentParser
import Cryptography
import VeilAgent
import VeilCloudAPI

extension IncidentVerdict: ExpressibleByArgument {}

/// `veilcam verdict`: say what a shared incident was.
struct VerdictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verdict",
    abstract: "Say whether a shared film shows an accident, so that cameras learn from it.",
    discussion: """
      After the approval, by the requester, or by the owner with --owner. Counts only where the owner shares features of
      the incident (veilcam dashcam run --share-features), and fully only where both say the same.

      Examples:
        veilcam verdict 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 accident
        veilcam verdict 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 normal --owner 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf
      """)

  @OptionGroup var target: RequestArgument
  @Argument(help: "accident, or normal if nothing happened.") var verdict: IncidentVerdict
  @OptionGroup(title: "Desk") var options: DeskOptions
  @Flag(help: "Print JSON.") var json = false

  private struct Row: Encodable {
    let request: Address
    let verdict: IncidentVerdict
  }

  func run() async throws {
    let session = try await DeskSession(options)
    let address = try target.address
    if options.owner != nil {
      try await session.owner.say(verdict, of: address, to: session.cloud)
    } else {
      try await session.requester.say(verdict, of: address)
    }
    if json {
      try Output.print(json: Row(request: address, verdict: verdict))
    } else {
      print("the cloud has noted: \(verdict.rawValue)")
    }
  }
}
