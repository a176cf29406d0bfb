import Foundation
import Testing
import VeilVision

/// Outputs small enough to be worked out by hand.
@Suite struct DecoderTests {
  static let input = PictureSize(width: 64, height: 32)
  static let cars = ClassTable([
    [.init(index: 0, category: .person, threshold: 0.4)],
    [.init(index: 2, category: .car, threshold: 0.25), .init(index: 3, category: .truck, threshold: 0.25)],
  ])

  private func expectOne(_ found: [Detection], _ category: VeilVision.Category, _ confidence: Double, _ box: Box) {
    #expect(found.count == 1)
    guard let detection = found.first else { return }
    #expect(detection.category == category && abs(detection.confidence - confidence) < 1e-6)
    let corners = [
      detection.box.x - box.x, detection.box.y - box.y, detection.box.maxX - box.maxX, detection.box.maxY - box.maxY,
    ]
    #expect(corners.allSatisfy { abs($0) < 1e-4 }, "\(detection.box) is not \(box)")
  }

  @Test func yolox() throws {
    // Strides 8, 16, 32: 8·4 + 4·2 + 2·1 = 42 cells of 4 + 1 + 4 numbers.
    var values = [Float](repeating: 0, count: 42 * 9)
    // Stride 16, cell (1, 3): centre (3.5, 1.25) · 16, size (e^0.5, 1) · 16.
    let cell = (32 + 4 + 3) * 9
    values.replaceSubrange(cell..<cell + 9, with: [0.5, 0.25, 0.5, 0, 0.8, 0.1, 1, 0.75, 0.5])
    let found = try withOutputs([("output", [1, 42, 9], values)]) {
      try YOLOXDecoder().decode($0, input: Self.input, classes: Self.cars)
    }
    let width = 16 * exp(0.5)
    expectOne(found, .car, 0.6, Box(x: 56 - width / 2, y: 12, width: width, height: 16))
  }

  @Test func oneCellSpeaksForEachGroupOnce() throws {
    var values = [Float](repeating: 0, count: 42 * 9)
    values.replaceSubrange(0..<9, with: [0, 0, 0, 0, 1, 0.5, 0, 0.3, 0.6])
    let found = try withOutputs([("output", [1, 42, 9], values)]) {
      try YOLOXDecoder().decode($0, input: Self.input, classes: Self.cars)
    }
    #expect(Set(found.map(\.category)) == [.person, .truck])
  }

  @Test func nanodet() throws {
    // Strides 8, 16, 32, 64: 32 + 8 + 2 + 1 = 43 cells of 4 scores and 4 · 8 bins.
    var values = [Float](repeating: 0, count: 43 * 36)
    // Stride 32, cell (0, 1): all weight on bins 1, 0, 0 and 2; ties of two bins give their middle.
    let cell = (32 + 8 + 1) * 36
    values[cell + 3] = 0.9
    for bin in [4 + 1, 12 + 0, 20 + 0, 28 + 1, 28 + 2] { values[cell + bin] = 100 }
    let found = try withOutputs([("output", [1, 43, 36], values)]) {
      try NanoDetDecoder().decode($0, input: Self.input, classes: Self.cars)
    }
    expectOne(found, .truck, 0.9, Box(x: 0, y: 0, width: 32, height: 48))
  }

  @Test(arguments: [(YuNetDecoder.Score.product, 0.45), (.geometricMean, 0.670_820_393)])
  func yunet(score: YuNetDecoder.Score, confidence: Double) throws {
    var tensors: [(name: String, shape: [Int], values: [Float])] = []
    for (stride, cells) in [(8, 32), (16, 8), (32, 2)] {
      var kinds = [Float](repeating: 0, count: cells)
      var boxes = [Float](repeating: 0, count: 4 * cells)
      if stride == 8 {
        kinds[8 + 2] = 0.5  // row 1, column 2
        boxes.replaceSubrange(40..<44, with: [0.25, -0.5, Float(log(2.0)), 0])
      }
      tensors.append(("cls_\(stride)", [1, cells, 1], kinds))
      tensors.append(("obj_\(stride)", [1, cells, 1], [Float](repeating: 0.9, count: cells)))
      tensors.append(("bbox_\(stride)", [1, cells, 4], boxes))
    }
    let classes = ClassTable([[.init(index: 0, category: .face, threshold: 0.4)]])
    let found = try withOutputs(tensors) {
      try YuNetDecoder(score: score).decode($0, input: Self.input, classes: classes)
    }
    expectOne(found, .face, confidence, Box(x: 10, y: 0, width: 16, height: 8))
  }

  @Test func lpdYunet() throws {
    // Priors of 64×32: 32·3 + 8·2 + 2·2 + 0 = 116. Prior 96 + 2·5 + 1: stride 16, cell (1, 1), size 48, centre (24, 24).
    let prior = 96 + 2 * 5 + 1
    var locations = [Float](repeating: 0, count: 116 * 14)
    var kinds = [Float](repeating: 0, count: 116 * 2)
    let corners: [(Int, Float, Float)] = [(4, -5, -1), (6, 5, -2), (10, 5, 1), (12, -4, 2)]
    for (offset, x, y) in corners {
      locations[14 * prior + offset] = x
      locations[14 * prior + offset + 1] = y
    }
    kinds[2 * prior + 1] = 0.64
    let overlaps = [Float](repeating: 4, count: 116)  // clamped to 1
    let classes = ClassTable([[.init(index: 0, category: .plate, threshold: 0.5)]])
    let found = try withOutputs([
      ("loc", [116, 14], locations), ("conf", [116, 2], kinds), ("iou", [116, 1], overlaps),
    ]) {
      try LPDYuNetDecoder().decode($0, input: Self.input, classes: classes)
    }
    expectOne(found, .plate, 0.8, Box(x: 0, y: 14.4, width: 48, height: 19.2))
  }

  @Test func detectionOutput() throws {
    let rows: [Float] = [
      0, 2, 0.9, 0.25, 0.5, 0.75, 1,
      0, 2, 0.2, 0, 0, 1, 1,  // below the threshold
      0, 7, 0.9, 0, 0, 1, 1,  // another class
      -1, 2, 0.9, 0, 0, 1, 1,  // the end
      0, 2, 0.9, 0, 0, 1, 1,
    ]
    let found = try withOutputs([("out", [1, 1, 5, 7], rows)]) {
      try DetectionOutputDecoder().decode($0, input: Self.input, classes: Self.cars)
    }
    expectOne(found, .car, 0.9, Box(x: 16, y: 16, width: 32, height: 16))
  }

  @Test func boxesAndLabels() throws {
    let found = try withOutputs([
      ("boxes", [3, 5], [1, 2, 11, 22, 0.5, 0, 0, 9, 9, 0.3, 0, 0, 9, 9, 0.9]), ("labels", [3], [0, 0, 1]),
    ]) { try BoxesLabelsDecoder().decode($0, input: Self.input, classes: Self.cars) }
    expectOne(found, .person, 0.5, Box(x: 1, y: 2, width: 10, height: 20))
  }

  @Test func aCoarseClassGoesByItsOwnNameWhereThatIsWanted() {
    var manifest = MadeUpModel.manifest("m", classes: ["1": .person, "2": .car])
    manifest.thresholds = ["person": 0.25, "car": 0.5, "truck": 0.75]
    let groups = NonMaximumSuppression.roadGroups
    func entries(_ wanted: Set<VeilVision.Category>) -> [ClassTable.Entry] {
      Array(ClassTable(manifest, wanted: wanted, groups: groups, threshold: manifest.threshold(for:)).groups.joined())
    }
    #expect(entries([.car, .bus, .truck]) == [.init(index: 2, category: .car, threshold: 0.5)])
    #expect(entries([.truck]) == [.init(index: 2, category: .truck, threshold: 0.75)])
    #expect(entries([.person]) == [.init(index: 1, category: .person, threshold: 0.25)])
    #expect(entries([.bicycle]) == [])
  }

  @Test(arguments: [
    DecoderKind.yolox, .nanodetPlus, .yunet, .yunetGeometricMean, .lpdYunet, .detectionOutput, .boxesLabels,
  ])
  func outputsOfAnotherNetworkAreRefused(kind: DecoderKind) {
    withOutputs([("output", [1, 3, 5], [Float](repeating: 0, count: 15))]) { outputs in
      let error = #expect(throws: VisionError.self) {
        try kind.decoder.decode(outputs, input: Self.input, classes: Self.cars)
      }
      #expect(error?.code == .modelUnusable)
    }
  }
}
