import Cryptography
import Foundation
import VeilAgent

/// Hides nothing: what it makes is as long as the window, which is all that the agent sees of it.
struct FakeProtector: WindowProtector {
  func protect(_ film: String, to destination: String) async throws -> ProtectedWindow {
    try? FileManager.default.removeItem(atPath: destination)
    try FileManager.default.copyItem(atPath: film, toPath: destination)
    let detections = destination + ".jsonl"
    try Data("{}\n".utf8).write(to: URL(filePath: detections))
    return ProtectedWindow(
      detections: detections, models: [], method: "solid", policy: Keccak256.hash([]), counts: ["frames": 1])
  }
}
