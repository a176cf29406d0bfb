/// The parts of BDD100K's JSON that boxes need (https://doc.bdd100k.com/format.html).
struct BDD100KFrame: Decodable {
  struct Label: Decodable {
    struct Corners: Decodable {
      let x1: Double
      let y1: Double
      let x2: Double
      let y2: Double
    }

    let category: String
    /// Nil for lanes and areas.
    let box2d: Corners?
  }

  let name: String
  /// Nil for frames in which nothing is labelled.
  let labels: [Label]?
}
