import Foundation
import VeilTesting

/// What OpenCV makes of pictures of one channel.
enum OpenCV {
  enum Operation: String, Encodable, Sendable {
    case gaussian, linear, area
    /// The paper's BBox Blur: resize to `size`, filter, resize back.
    case boxBlur
  }

  struct Case: Encodable, Sendable {
    var operation: Operation
    var image: TestImage
    /// Kernel size; 0 leaves the filter out of `boxBlur`.
    var kernel = 0
    var deviation = 0.0
    /// Working size of `boxBlur`.
    var size = 256
    /// Size of the result of `linear` and `area`.
    var toWidth = 0
    var toHeight = 0

    enum CodingKeys: CodingKey { case operation, width, height, depth, kernel, deviation, size, toWidth, toHeight }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(operation, forKey: .operation)
      try container.encode(image.width, forKey: .width)
      try container.encode(image.height, forKey: .height)
      try container.encode(image.bitDepth > 8 ? 16 : 8, forKey: .depth)
      try container.encode(kernel, forKey: .kernel)
      try container.encode(deviation, forKey: .deviation)
      try container.encode(size, forKey: .size)
      try container.encode(toWidth, forKey: .toWidth)
      try container.encode(toHeight, forKey: .toHeight)
    }
  }

  /// The results of all cases, in one run of Python.
  static func results(_ cases: [Case]) throws -> [[UInt16]] {
    var files = ["cases.json": try JSONEncoder().encode(cases)]
    for (index, test) in cases.enumerated() {
      files["\(index).raw"] = test.image.samples.withUnsafeBytes { Data($0) }
    }
    let answers = try PythonOracle.run(script, files: files, results: cases.indices.map { "\($0).out" })
    return answers.map { data in
      stride(from: 0, to: data.count - 1, by: 2).map { UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8 }
    }
  }

  private static let script = """
    import json, sys, cv2, numpy as np
    folder = sys.argv[1]
    cv2.setNumThreads(1)
    for index, case in enumerate(json.load(open(f"{folder}/cases.json"))):
        image = np.fromfile(f"{folder}/{index}.raw", "<u2").reshape(case["height"], case["width"])
        if case["depth"] == 8: image = image.astype(np.uint8)
        kernel, operation = (case["kernel"], case["kernel"]), case["operation"]
        if operation == "gaussian": result = cv2.GaussianBlur(image, kernel, case["deviation"])
        elif operation == "linear": result = cv2.resize(image, (case["toWidth"], case["toHeight"]))
        elif operation == "area":
            result = cv2.resize(image, (case["toWidth"], case["toHeight"]), interpolation=cv2.INTER_AREA)
        else:
            result = cv2.resize(image, (case["size"], case["size"]))
            if case["kernel"]: result = cv2.GaussianBlur(result, kernel, case["deviation"])
            result = cv2.resize(result, (case["width"], case["height"]))
        result.astype("<u2").tofile(f"{folder}/{index}.out")
    """
}
