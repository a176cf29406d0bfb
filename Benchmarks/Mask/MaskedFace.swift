import VeilMedia
import VeilPrivacy
import VeilVision

/// What a grade did to a face.
struct MaskedFace: Encodable {
  let picture: String
  let grade: String
  /// The longer side of the region that was masked, in pixels.
  let side: Int
  let kernel: Int
  let sigma: Double
  /// Values that are left across the region.
  let samples: Double

  /// - Parameter box: the face as the detector has it; the policy adds its padding.
  init(picture: String, grade: MaskGrade, box: TrackedBox, in format: PictureFormat) throws {
    let policy = try grade.policy
    let padding = policy.padding(for: .face)
    let padded = box.box.padded(byFraction: padding.fraction, minimum: padding.minimum)
    guard let region = padded.pixelRect(inWidth: format.width, height: format.height) else {
      throw VisionError(.modelUnusable, "the face of \(picture) lies outside of it")
    }
    let protection = RiskProtection(grading: RiskGrading(scalesWithFace: grade.scalesWithFace))
    let instance = Instance(trackID: box.trackID, category: .face, confidence: box.confidence, region: region)
    let face = protection.graded(
      instance, try RiskSubject(id: grade.name, risk: grade.risk, isSuspect: grade.isSuspect))
    self.picture = picture
    self.grade = grade.name
    side = max(region.width, region.height)
    kernel = face.mask.kernelSize
    sigma = face.mask.sigma
    samples = face.effectiveSamples
  }

  /// The most certain face around the middle of a picture.
  static func middle(of faces: [Detection], in format: PictureFormat) -> TrackedBox? {
    let (x, y) = (Double(format.width) / 2, Double(format.height) / 2)
    let found = faces.filter { face in
      let box = face.box
      return box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height
    }
    return found.max { $0.confidence < $1.confidence }.map {
      TrackedBox(trackID: 1, category: .face, confidence: $0.confidence, box: $0.box, origin: .detected)
    }
  }
}
