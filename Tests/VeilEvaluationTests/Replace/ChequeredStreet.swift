import Foundation
import VeilEvaluation
import VeilPrivacy
import VeilTesting
import VeilVision

/// Generated pictures in CamVid's layout with chequered objects on grey, and categories whose networks see chequers.
struct ChequeredStreet {
  let data: TemporaryFolder
  let models: TemporaryFolder

  /// Columns, rows, and the objects' classes, left, top, width and height.
  typealias Thing = (label: UInt8, x: Int, y: Int, width: Int, height: Int)

  init() throws {
    data = try TemporaryFolder()
    models = try TemporaryFolder()
    try MadeUpCategory(
      name: "vehicle", classes: ["car", "truck", "bus", "motorcycle", "bicycle"]
    ).write(into: models.url)
    try MadeUpCategory(name: "person", classes: ["person"]).write(into: models.url)
  }

  var store: ModelStore {
    get throws { try ModelStore(folders: [ModelFolder(origin: .option, path: models.url.path)], delivered: []) }
  }

  var system: EvaluatedSystem { get throws { try EvaluatedSystem(parsing: "replace:0") } }

  var suite: CategorySuite { get throws { try CategorySuite.load(for: system.policy, from: store) } }

  /// Writes a picture of 128×96 pixels and its label map.
  func write(_ things: [Thing], to name: String, split: String = "val", isVisible: Bool = true) throws {
    let (width, height) = (128, 96)
    var levels = [UInt8](repeating: 90, count: width * height)
    var labels = [UInt8](repeating: 3, count: width * height)
    for thing in things {
      for y in thing.y..<thing.y + thing.height {
        for x in thing.x..<thing.x + thing.width {
          labels[y * width + x] = thing.label
          if isVisible { levels[y * width + x] = (x / 2 + y / 2).isMultiple(of: 2) ? 20 : 235 }
        }
      }
    }
    let picture = PNGFile(
      width: width, height: height, kind: .colour, bitDepth: 8, rows: levels.flatMap { [$0, $0, $0] })
    try data.write(picture, to: "\(split)/images/\(name).png")
    try data.write(.grey8(width, height, labels), to: "\(split)/labels/\(name).png")
  }
}

extension MadeUpCategory {
  init(name: String, classes: [String]) {
    self.init()
    self.name = name
    self.classes = classes
  }
}
