import Foundation
import VeilConsole
import VeilMedia
import VeilPrivacy

/// Makes galleries and JPEG pictures of grades.
struct GradeDrawer {
  /// Longer pictures are reduced.
  private static let longSide = 1_024

  let name: String
  private(set) var galleries: [Gallery] = []
  private(set) var pictures: [Data] = []

  init(name: String) { self.name = name }

  /// Adds a gallery of all grades, the strongest first.
  mutating func draw(_ sheet: GradeSheet, scales: Bool) async throws {
    let face = sheet.faces[0]
    let size = "The face has \(face.width) × \(face.height) pixels."
    var shown: [Gallery.Picture] = []
    for grade in try await sheet.grades() {
      let title = Self.title(grade.who)
      shown.append(
        .init(
          path: "/grades/\(name)/\(pictures.count)", alt: "The face as it is shown for \(title)", title: title,
          lines: Self.lines(grade)))
      pictures.append(try Thumbnail.jpeg(of: try sheet.portrait(of: grade.frame), longSide: Self.longSide))
    }
    galleries.append(
      scales
        ? Gallery(
          "Masks grow with the face",
          text: "--scale-with-face yes, as Veilcam does unless it is told otherwise. \(size)", pictures: shown)
        : Gallery(
          "The paper's fixed kernels", text: "--scale-with-face no: the same kernel for a face of any size. \(size)",
          pictures: shown))
  }

  private static func title(_ who: [String]) -> String {
    let text = who.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func lines(_ grade: PictureGrade) -> [String] {
    guard let mask = grade.masks.first, mask.kernelSize > 0 else { return ["no mask: the face as it is"] }
    let kernel = "kernel \(mask.kernelSize), sigma \(String(format: "%.1f", mask.sigma))"
    return [kernel] + (grade.isSealed ? ["and \(RiskGrading.samples) × \(RiskGrading.samples) averages"] : [])
  }
}
