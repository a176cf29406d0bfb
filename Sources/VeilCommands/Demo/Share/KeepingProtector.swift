import Foundation
import VeilAgent

/// Protects as another does and keeps a copy of the film, which the camera deletes as soon as it is sealed.
struct KeepingProtector: WindowProtector {
  let protector: any WindowProtector
  let copy: URL

  func protect(_ film: String, to destination: String) async throws -> ProtectedWindow {
    let window = try await protector.protect(film, to: destination)
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(at: URL(filePath: destination), to: copy)
    return window
  }
}
