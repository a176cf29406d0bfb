import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

/// Average precision, by hand and by pycocotools.
@Suite struct COCOPrecisionTests {
  @Test func byHand() throws {
    var precision = COCOPrecision()
    precision.add(
      [
        found(.car, 0.9, box(0, 0, 10, 10)), found(.car, 0.8, box(50, 50, 10, 10)),
        found(.car, 0.7, box(20, 0, 10, 10)),
      ],
      truth: [box(0, 0, 10, 10), box(20, 0, 10, 10)])
    // Precision 1 up to recall 0.5 (51 of 101 recalls), then 2/3.
    let expected = (51 + 50 * 2.0 / 3) / 101
    #expect(abs(try #require(precision.at50) - expected) < 1e-12)
    #expect(abs(try #require(precision.at50To95) - expected) < 1e-12)
  }

  @Test func aBoxHalfAsWideIsRightAtTheFirstThresholdOnly() throws {
    var precision = COCOPrecision()
    precision.add([found(.car, 0.9, box(0, 0, 5.2, 10))], truth: [box(0, 0, 10, 10)])
    #expect(precision.at50 == 1)
    #expect(abs(try #require(precision.at50To95) - 0.1) < 1e-12)
  }

  @Test func withoutObjectsThereIsNothingToMeasure() {
    var precision = COCOPrecision()
    precision.add([found(.car, 0.9, box(0, 0, 5, 10))], truth: [])
    #expect(precision.at50 == nil)
    #expect(precision.at50To95 == nil)
  }

  @Test func countingAccuracyByHand() {
    var counting = CountingAccuracy()
    counting.add(3, truth: 4)
    counting.add(2, truth: 0)
    counting.add(6, truth: 6)
    // Errors 1, 2, 0 over 4, 0, 6 objects.
    #expect(counting.value == 1 - 3.0 / 10)
    #expect(counting.mean == 10.0 / 3)
    #expect(CountingAccuracy().value == nil)
  }

  @Test(.enabled(if: PythonOracle.isAvailable, PythonOracle.hint))
  func asPycocotools() throws {
    var generator = SeededGenerator(seed: 3)
    var precision = COCOPrecision()
    var truths: [[Double]] = []
    var answers: [[Double]] = []
    for picture in 1...30 {
      let truth = (0..<Int.random(in: 0...6, using: &generator)).map { _ in Self.anyBox(&generator) }
      var detections: [Detection] = []
      for object in truth where Int.random(in: 0..<4, using: &generator) > 0 {
        let shift = Double.random(in: 0...0.3, using: &generator) * object.width
        detections.append(
          found(
            .car, Double.random(in: 0.5...1, using: &generator),
            box(object.x + shift, object.y, object.width, object.height)))
      }
      if Bool.random(using: &generator) {
        detections.append(found(.car, Double.random(in: 0.5...1, using: &generator), Self.anyBox(&generator)))
      }
      precision.add(detections, truth: truth)
      truths += truth.map { [Double(picture), $0.x, $0.y, $0.width, $0.height] }
      answers += detections.map { [Double(picture), $0.box.x, $0.box.y, $0.box.width, $0.box.height, $0.confidence] }
    }
    let script = """
      import json, sys, os, numpy
      from pycocotools.coco import COCO
      from pycocotools.cocoeval import COCOeval
      folder = sys.argv[1]
      truths, answers = json.load(open(os.path.join(folder, "boxes.json")))
      coco = COCO()
      coco.dataset = {"info": {}, "images": [{"id": i} for i in range(1, 31)], "categories": [{"id": 1}],
        "annotations": [{"id": n + 1, "image_id": int(t[0]), "category_id": 1, "bbox": t[1:], "area": t[3] * t[4],
                         "iscrowd": 0} for n, t in enumerate(truths)]}
      coco.createIndex()
      found = coco.loadRes(numpy.array([[a[0], *a[1:], 1] for a in answers]))
      evaluation = COCOeval(coco, found, "bbox")
      evaluation.evaluate(); evaluation.accumulate(); evaluation.summarize()
      json.dump([float(evaluation.stats[1]), float(evaluation.stats[0])], open(os.path.join(folder, "answer.json"), "w"))
      """
    let answer = try PythonOracle.run(
      script, files: ["boxes.json": try JSONEncoder().encode([truths, answers])], results: ["answer.json"])
    let theirs = try JSONDecoder().decode([Double].self, from: answer[0])
    #expect(abs(try #require(precision.at50) - theirs[0]) < 1e-6)
    #expect(abs(try #require(precision.at50To95) - theirs[1]) < 1e-6)
  }

  private static func anyBox(_ generator: inout SeededGenerator) -> Box {
    VeilVision.Box(
      x: Double.random(in: 0...500, using: &generator), y: Double.random(in: 0...300, using: &generator),
      width: Double.random(in: 20...90, using: &generator), height: Double.random(in: 20...90, using: &generator))
  }
}
