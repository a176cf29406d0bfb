internal import Foundation
package import VeilAccident
package import VeilEvidence

/// Describes the protected film of an incident, so that others learn from it without seeing it.
package protocol IncidentDescriber: Sendable {
  /// - Parameters:
  ///   - film: the protected rendition.
  ///   - device: address of the device; the cloud puts the camera in its place.
  func describe(protected film: String, incident: IncidentID, device: String) async throws -> [UInt8]
}

/// By the backbone of what notices accidents: numbers for a picture a second.
package struct BackboneDescriber: IncidentDescriber {
  private let backbone: @Sendable () async throws -> Backbone

  /// - Parameter backbone: loads it; asked only when there is an incident.
  package init(_ backbone: @escaping @Sendable () async throws -> Backbone) { self.backbone = backbone }

  package func describe(protected film: String, incident: IncidentID, device: String) async throws -> [UInt8] {
    let contribution = try await ContributionMaker(backbone: try await backbone()).contribution(
      ofProtected: URL(filePath: film), incident: incident.description, device: device, owner: nil)
    return [UInt8](try contribution.encode())
  }
}
