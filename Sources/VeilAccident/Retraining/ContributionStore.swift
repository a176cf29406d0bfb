internal import Foundation

/// Where contributions are collected.
package protocol ContributionStore: Sendable {
  /// Keeps a contribution, in place of an earlier one of the same incident and device.
  func add(_ contribution: Contribution) async throws
  func all() async throws -> [Contribution]
  /// Forgets everything of a device, for an owner who opts out.
  func remove(device: String) async throws
}

/// A folder with a folder for each device and a file for each incident.
package struct FolderContributions: ContributionStore {
  private let folder: String

  package init(folder: String) { self.folder = folder }

  package func add(_ contribution: Contribution) throws {
    // Read back as anybody's would be, so that nothing gets in that cannot come out, and names are names.
    let bytes = try contribution.encode()
    let checked = try Contribution(bytes, origin: "the contribution")
    try ModelFiles.write(bytes, to: "\(folder)/\(checked.device)/\(checked.incident).json", replaces: true)
  }

  /// What is kept of an incident; nil if nothing is.
  package func contribution(of incident: String, device: String) throws -> Contribution? {
    let path = "\(folder)/\(device)/\(incident).json"
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    return try Contribution(bytes, origin: path)
  }

  /// How many incidents of a device are kept.
  package func count(device: String) throws -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + device)) ?? []
    return names.count { $0.hasSuffix(".json") }
  }

  package func all() throws -> [Contribution] {
    let devices = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    return try devices.flatMap { device in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + device)) ?? []
      return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
        let path = "\(folder)/\(device)/\(name)"
        guard let bytes = FileManager.default.contents(atPath: path) else {
          throw AccidentError(.notReadable, "\(path) cannot be read")
        }
        return try Contribution(bytes, origin: path)
      }
    }
  }

  package func remove(device: String) throws {
    guard !device.isEmpty, device.allSatisfy({ $0.isHexDigit || $0 == "x" }) else {
      throw AccidentError(.dataInvalid, "“\(device)” is no device")
    }
    let path = folder + "/" + device
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }
}
