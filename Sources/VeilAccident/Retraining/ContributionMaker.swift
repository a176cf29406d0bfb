package import Foundation
internal import VeilMedia

/// Makes the contribution of an incident out of its protected rendition, on the camera.
package struct ContributionMaker: Sendable {
  private let backbone: Backbone

  package init(backbone: Backbone) { self.backbone = backbone }

  /// - Parameters:
  ///   - film: the protected rendition; the original is never looked at.
  ///   - incident: its name.
  ///   - device: the device's name.
  ///   - owner: what the owner says it was.
  /// - Throws: `MediaError`, `VisionError`.
  package func contribution(
    ofProtected film: URL, incident: String, device: String, owner: Contribution.Verdict?
  ) async throws -> Contribution {
    var features: [[Float]] = []
    for try await sample in try await FrameSampler.open(film.path, interval: 1).samples {
      guard features.count < Contribution.mostPictures else { break }
      if try !PictureContrast.isBlank(sample.frame) {
        features.append(try await backbone.features(of: sample.frame))
      }
    }
    return Contribution(
      incident: incident, device: device, backbone: backbone.sha256, features: features, owner: owner)
  }
}
