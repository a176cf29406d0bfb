/// The parts of COCO's instances JSON that boxes need (https://cocodataset.org/#format-data).
struct COCOAnnotations: Decodable {
  struct Image: Decodable {
    let id: Int
    let file_name: String
  }

  struct Annotation: Decodable {
    let image_id: Int
    let category_id: Int
    /// Left, top, width, height.
    let bbox: [Double]
    let iscrowd: Int?
  }

  struct Category: Decodable {
    let id: Int
    let name: String
  }

  let images: [Image]
  let annotations: [Annotation]
  let categories: [Category]
}
