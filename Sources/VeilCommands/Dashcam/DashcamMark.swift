import ArgumentParser
import Foundation
import VeilAgent

struct DashcamMark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Say that there was an accident, now or at a time.",
    discussion: """
      The agent takes the mark in when it runs next, if it does not run now.

      Examples:
        veilcam dashcam mark --state ~/.veilcam
        veilcam dashcam mark --state ~/.veilcam --time 2024-05-06T07:08:09Z
      """)

  @Option(help: ArgumentHelp("The agent's state folder.", valueName: "dir")) var state: String
  @Option(help: ArgumentHelp("When it was, ISO 8601; otherwise now.", valueName: "time")) var time: String?
  @Flag(help: "Print JSON.") var json = false

  private struct Result: Encodable {
    /// Milliseconds since 1970.
    let time: Int64
  }

  func run() async throws {
    var moment = SystemAgentClock().now
    if let time {
      guard let date = ISO8601DateFormatter().date(from: time) else {
        throw ValidationError("“\(time)” is no time; write it as 2024-05-06T07:08:09Z")
      }
      moment = Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }
    try MarkTrigger(try StateFolder(path: state)).mark(at: moment)
    if json { try Output.print(json: Result(time: moment)) } else { print("marked") }
  }
}
