import Foundation
import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

/// Crops and edges are those that the networks were trained on, pixel by pixel, and edges are OpenCV's.
@Suite(.enabled(if: PythonOracle.isAvailable, PythonOracle.hint)) struct TrainingComparisonTests {
  private static let width = 90
  private static let height = 70

  /// Boxes of odd places and sizes, reaching out of the picture, thin and whole.
  private static let boxes: [[Double]] = [
    [3.7, 2.2, 30.9, 44.1], [0, 0, 90, 70], [-5, -9, 40, 30], [80.2, 60.9, 40, 40], [10.5, 10.5, 0.2, 33],
    [5, 6, 1, 1],
    [20, 3, 64, 64], [12.3, 40.8, 70.3, 11.7],
  ]

  private static let crops: URL = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return root.appending(path: "training/pictures/veilpictures/crops.py")
  }()

  private static var hasTraining: Bool { FileManager.default.fileExists(atPath: crops.path) }

  @Test(.enabled(if: hasTraining, "training/pictures is not there"), arguments: [16, 64, 128, 256])
  func cropsAreThoseOfTraining(size: Int) throws {
    let picture = Self.picture()
    let script = """
      import sys, json, numpy as np
      sys.dont_write_bytecode = True
      folder = sys.argv[1]
      sys.path.insert(0, open(f"{folder}/place").read())
      import crops
      picture = np.fromfile(f"{folder}/picture", np.uint8).reshape(\(Self.height), \(Self.width), 3)
      for number, box in enumerate(json.load(open(f"{folder}/boxes"))):
          single = crops.single_instance(picture, box, \(size))
          single.transpose(2, 0, 1).tofile(f"{folder}/{number}.crop")
          for kernel in (0, 5): crops.edges(single, kernel, 5.0).tofile(f"{folder}/{number}.{kernel}")
      """
    let count = Self.boxes.count
    let names = (0..<count).flatMap { ["\($0).crop", "\($0).0", "\($0).5"] }
    let answers = try PythonOracle.run(
      script,
      files: [
        "place": Data(Self.crops.deletingLastPathComponent().path.utf8), "picture": Data(picture),
        "boxes": try JSONEncoder().encode(Self.boxes),
      ], results: names)
    let planar = try LevelPicture(
      width: Self.width, height: Self.height, channels: 3,
      levels: (0..<3).flatMap { channel in stride(from: channel, to: picture.count, by: 3).map { picture[$0] } })
    for (number, box) in Self.boxes.enumerated() {
      let region = try #require(
        Box(x: box[0], y: box[1], width: box[2], height: box[3]).roundedDown(inWidth: Self.width, height: Self.height))
      let crop = try InstanceCrop(region: region, side: size).crop(planar)
      #expect(crop.levels == Array(answers[3 * number]), "\(box)")
      for (offset, kernel) in [(1, 0), (2, 5)] {
        let edges = CannyEdges(width: size, height: size).edges(
          of: Self.grey(crop), filter: try EdgeFilter(kernelSize: kernel, standardDeviation: 5))
        #expect(edges.map { UInt8($0) } == Array(answers[3 * number + offset]), "\(box), kernel \(kernel)")
      }
    }
  }

  @Test(arguments: [(64, 48), (1, 1), (33, 7), (256, 256)]) func edgesAreThoseOfOpenCV(size: (Int, Int)) throws {
    let (width, height) = size
    let filters: [(Int, Double)] = [(0, 0), (3, 0), (5, 5), (9, 2), (25, 15)]
    let grey = (0..<width * height).map { index -> UInt8 in
      let (x, y) = (index % width, index / width)
      let disc = (x - width / 2) * (x - width / 2) + (y - height / 2) * (y - height / 2) < width * height / 9
      return UInt8(clamping: (disc ? 190 : 60) + (x * 7 + y * 13 + x * y) % 29 + (x / 12 % 2) * 40)
    }
    let script = """
      import sys, cv2, numpy as np
      folder = sys.argv[1]
      grey = np.fromfile(f"{folder}/grey", np.uint8).reshape(\(height), \(width))
      for number, (kernel, deviation) in enumerate(\(filters.map { [Double($0.0), $0.1] })):
          kernel = int(kernel)
          picture = cv2.GaussianBlur(grey, (kernel, kernel), deviation) if kernel else grey
          (cv2.Canny(picture, 100, 200) > 0).astype(np.uint8).tofile(f"{folder}/{number}")
      """
    let answers = try PythonOracle.run(
      script, files: ["grey": Data(grey)], results: filters.indices.map(String.init))
    for (number, filter) in filters.enumerated() {
      let edges = CannyEdges(width: width, height: height).edges(
        of: grey, filter: try EdgeFilter(kernelSize: filter.0, standardDeviation: filter.1))
      #expect(edges.map { UInt8($0) } == Array(answers[number]), "\(filter)")
    }
  }

  private static func grey(_ picture: LevelPicture) -> [UInt8] {
    let plane = picture.width * picture.height
    return (0..<plane).map {
      CannyEdges.grey(red: picture.levels[$0], green: picture.levels[plane + $0], blue: picture.levels[2 * plane + $0])
    }
  }

  /// Discs and stripes with noise, interleaved.
  private static func picture() -> [UInt8] {
    var random = SplitMix64(seed: 5)
    return (0..<width * height).flatMap { index -> [UInt8] in
      let (x, y) = (index % width, index / width)
      let shade = (x - 40) * (x - 40) + (y - 30) * (y - 30) < 500 ? 170 : (x / 9 + y / 7) % 2 * 90
      return (0..<3).map { UInt8(clamping: shade + 20 * $0 + Int(random.next() % 25)) }
    }
  }
}
