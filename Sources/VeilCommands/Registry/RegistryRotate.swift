import ArgumentParser
import Foundation
import VeilRegistry

struct RegistryRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Put a new key in the old one's place: new tokens, templates and entries.",
    discussion: """
      The old entries are revoked and the old key is destroyed at the end. An interrupted rotation goes on where it
      stopped; until then records are found under either key.

      Example:
        veilcam registry rotate --reason "a manager left" --key 0x7E5F…
      """)

  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let (registry, _) = try await options.open()
    let meter = RegistryMeter("rotate")
    _ = try await interruptible { [why] in
      try await registry.rotate(purpose: try why.purpose) { meter.update($0, of: $1) }
    }
    meter.finish()
    print("\(options.path): has a new key")
  }
}
