import ArgumentParser
import Foundation
import VeilAgent
import VeilCloudAPI

/// `veilcam dashcam forget`: take back what was shared for learning.
struct DashcamForget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Have the cloud forget what this camera has shared for learning.",
    discussion: """
      Features that veilcam dashcam run --share-features has sent are deleted at the cloud; evidence and films stay as
      they are. Models that were trained with them before stay too.

      Example:
        veilcam dashcam forget --state ~/.veilcam --cloud https://cloud.example
      """)

  @Option(help: ArgumentHelp("The agent's state folder.", valueName: "dir")) var state: String
  @Option(help: ArgumentHelp("The cloud.", valueName: "url")) var cloud: String
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    guard FileManager.default.fileExists(atPath: state) else {
      throw AgentError(.notReadable, "there is no agent's state in \(state); `veilcam dashcam run` makes one")
    }
    let store = try AgentStore(try StateFolder(path: state), readOnly: true)
    guard let device = try store.devices().last(where: \.isEnrolled) else {
      throw AgentError(.notReadable, "no device of \(state) is known to a cloud, so nothing was shared")
    }
    let key = try DeviceKeys(store.folder).key(of: device.device)
    let reply = try await CloudClient(transport: try HTTPCloudTransport(address: cloud)).forgetFeatures(by: key)
    if json { try Output.print(json: reply) } else { print("the cloud has forgotten what this camera shared") }
  }
}
