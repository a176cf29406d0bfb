/// What the inspire paper prints in its text, and no more: bars of its figures without a number are not read off.
package enum InspireFigures {
  /// What a system of ours is to be compared with.
  package struct Row: Sendable, Hashable {
    package let system: String
    package let thwarting: String
    package let map: String
    package let counting: String
    package let product: String
  }

  package static let rows = [
    Row(
      system: "replace:5,5 (INSPIRE-Gaussian)", thwarting: "0.97", map: "0.75", counting: "about 0.78", product: "0.724"
    ),
    Row(system: "blur:45,15 (BBox Blur, its best)", thwarting: "–", map: "–", counting: "–", product: "0.548"),
    Row(system: "cartoon (SecGAN)", thwarting: "below 0.80, cars 0.31", map: "–", counting: "–", product: "0.24"),
    Row(
      system: "attributes (Dashcam Cleaner)", thwarting: "at most 0.302, cars 0.15", map: "–", counting: "–",
      product: "0.12"),
    Row(system: "blur:0 (Non-blurring BBox Blur)", thwarting: "–", map: "0.89", counting: "0.905", product: "–"),
  ]
}
