import ArgumentParser
import Foundation
import VeilAgent

struct DashcamStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the queue: records, incidents, slots.",
    discussion: """
      Reads only; the agent may be running.

      Example:
        veilcam dashcam status --state ~/.veilcam --json
      """)

  @Option(help: ArgumentHelp("The agent's state folder.", valueName: "dir")) var state: String
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    guard FileManager.default.fileExists(atPath: state) else {
      throw AgentError(.notReadable, "there is no agent's state in \(state); `veilcam dashcam run` makes one")
    }
    let status = try AgentStatus(of: try AgentStore(try StateFolder(path: state), readOnly: true))
    if json { return try Output.print(json: status) }
    print("device \(status.device ?? "none yet"), \(status.records) records, \(status.waiting) waiting for the cloud")
    if status.refused > 0 { print("\(status.refused) records were refused by the cloud") }
    if status.skipped > 0 { print("\(status.skipped) films have no record") }
    print("\(status.freeSlots) of \(status.slots) incident slots are free")
    for incident in status.incidents {
      let problem = incident.problem.map { ": \($0)" } ?? ""
      print("incident \(incident.incident.prefix(18))… \(incident.state.rawValue)\(problem)")
    }
  }
}
