import ArgumentParser
import Foundation
import VeilRegistry

struct RegistryAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show who looked at what and why; check that no line was changed.",
    discussion: """
      Every line names the hash of the line before, and the root over all lines can be anchored on the ledger, so that
      neither a changed line nor a shortened log goes unnoticed. A line that was changed is named.

      Examples:
        veilcam registry audit --key 0x7E5F…
        veilcam registry audit --anchor --key 0x7E5F…
      """)

  @Flag(help: "Anchor the log on the ledger after checking it.") var anchor = false
  @OptionGroup(title: "Registry") var options: ManagerOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let (registry, _) = try await options.open()
    let (lines, anchored) = try await registry.audit()
    if anchor { try await registry.anchorAudit() }
    try Output.print(lines.map { AuditRow($0) }, json: json)
    let state = anchor ? "all of them anchored now" : "\(anchored) of them anchored"
    FileHandle.standardError.write(Data("\(lines.count) lines, checked, \(state)\n".utf8))
  }
}
