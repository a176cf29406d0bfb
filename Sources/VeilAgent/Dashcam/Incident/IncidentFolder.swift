internal import Cryptography
internal import Foundation
package import VeilEvidence

/// Where the files of an incident lie while it is in work.
package struct IncidentFolder: Sendable, Hashable {
  package let path: String

  /// - Throws: `notWritable`.
  package init(_ id: IncidentID, in folder: StateFolder) throws {
    path = folder.incidents + "/" + id.value.hex.prefix(32)
    for folder in [path, path + "/original", path + "/protected", path + "/previews", path + "/sealed"] {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw AgentError(.notWritable, "\(folder) cannot be made; check the disk of the state folder")
      }
    }
  }

  /// The kept copy of a segment.
  package func original(_ segment: StoredSegment) -> String {
    let suffix = (segment.path as NSString).pathExtension.lowercased()
    return path + "/original/\(segment.id).\(suffix.isEmpty ? "mp4" : suffix)"
  }

  /// Exact places during a segment.
  func track(_ segment: StoredSegment) -> String { path + "/original/\(segment.id).track" }

  func window(suffix: String) -> String { path + "/protected/window.\(suffix)" }
  package func protected(_ name: String) -> String { path + "/protected/" + name }
  package func preview(_ name: String) -> String { path + "/previews/" + name }
  package func sealed(_ rendition: Rendition) -> String { path + "/sealed/\(rendition).veil" }

  /// What can be learnt from the incident; there only if the owner opted in.
  var features: String { path + "/features.json" }

  /// Deletes everything that is not sealed and is not needed any more.
  func removePlaintext() {
    for name in ["original", "protected"] { try? FileManager.default.removeItem(atPath: path + "/" + name) }
  }

  /// Deletes all of it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
