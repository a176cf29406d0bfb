import Foundation
import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

/// `training/vectors/crops.json`: examples that training and program must meet exactly.
@Suite struct CropVectorTests {
  struct Vectors: Decodable {
    let examples: [Example]
  }

  struct Example: Decodable {
    let name: String
    let width: Int
    let height: Int
    let box: [Double]
    let size: Int
    /// Left, top, right, bottom.
    let cut: [Int]
    let side: Int
    let left: Int
    let above: Int
    let pictureSHA256: String
  }

  private static let file: URL = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return root.appending(path: "training/vectors/crops.json")
  }()

  private static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

  @Test(.enabled(if: isPresent, "training/vectors is not there")) func everyExampleIsMet() throws {
    let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: Self.file))
    #expect(vectors.examples.count > 5)
    for example in vectors.examples {
      let region = PixelRect(
        x: example.cut[0], y: example.cut[1], width: example.cut[2] - example.cut[0],
        height: example.cut[3] - example.cut[1])
      let box = Box(x: example.box[0], y: example.box[1], width: example.box[2], height: example.box[3])
      // A box outside of the picture is no instance of ours.
      if let rounded = box.roundedDown(inWidth: example.width, height: example.height) {
        #expect(rounded == region, "\(example.name)")
      }
      let crop = try InstanceCrop(region: region, side: example.size)
      #expect(crop.square == example.side, "\(example.name)")
      #expect(crop.left == example.left, "\(example.name)")
      #expect(crop.top == example.above, "\(example.name)")
      let image = try crop.crop(Self.picture(width: example.width, height: example.height))
      let plane = example.size * example.size
      let interleaved = (0..<plane).flatMap { pixel in (0..<3).map { image.levels[$0 * plane + pixel] } }
      let found: String = Digest.sha256(Data(interleaved))
      #expect(found == example.pictureSHA256, "\(example.name)")
    }
  }

  private static func picture(width: Int, height: Int) throws -> LevelPicture {
    let levels = (0..<3).flatMap { c in
      (0..<width * height).map { index -> UInt8 in
        let (x, y) = (index % width, index / width)
        return UInt8(truncatingIfNeeded: 7 * x + 13 * y + 31 * c + (x + 3) * (y + 5) * (c + 1))
      }
    }
    return try LevelPicture(width: width, height: height, channels: 3, levels: levels)
  }
}
