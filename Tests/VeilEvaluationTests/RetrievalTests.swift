import Foundation
import Testing
import VeilEvaluation
import VeilTesting

/// Ranks and average precision, by hand and by scikit-learn.
@Suite struct RetrievalTests {
  @Test func byHand() throws {
    // In order of similarity: wrong, right, does not count, wrong, right.
    let retrieval = try #require(
      Retrieval(similarities: [0.2, 0.9, 0.8, 0.7, 0.5], isRight: [true, false, true, nil, false]))
    #expect(retrieval.hits == [0, 1, 1])
    #expect(abs(retrieval.averagePrecision - (1.0 / 2 + 2.0 / 4) / 2) < 1e-12)
    #expect(retrieval.chance == 0.5)
  }

  @Test func equalAnswersAreInNoOrder() throws {
    let similarities = [Float](repeating: 0.5, count: 10)
    let rights: [Bool?] = [true, true] + [Bool?](repeating: false, count: 8)
    let retrieval = try #require(Retrieval(similarities: similarities, isRight: rights))
    #expect(abs(retrieval.hits[0] - 0.2) < 1e-12)
    // Nobody right among five of ten: (8·7·6·5·4)/(10·9·8·7·6).
    #expect(abs(retrieval.hits[1] - (1 - 2.0 / 9)) < 1e-12)
    #expect(retrieval.hits[2] == 1)
    #expect(abs(retrieval.averagePrecision - 0.2) < 1e-12)
  }

  @Test func aGalleryWithoutARightAnswerSaysNothing() {
    #expect(Retrieval(similarities: [0.1, 0.2], isRight: [false, nil]) == nil)
    #expect(Retrieval(similarities: [], isRight: []) == nil)
  }

  @Test(.enabled(if: PythonOracle.isAvailable, PythonOracle.hint))
  func asScikitLearn() throws {
    var generator = SeededGenerator(seed: 7)
    var cases: [[String: [Double]]] = []
    var ours: [[Double]] = []
    for _ in 0..<40 {
      // Few different values, so that there are ties.
      let similarities = (0..<30).map { _ in Float(Int.random(in: 0..<12, using: &generator)) / 16 }
      var rights = (0..<30).map { _ in Int.random(in: 0..<5, using: &generator) == 0 }
      rights[3] = true
      let retrieval = try #require(Retrieval(similarities: similarities, isRight: rights))
      ours.append([retrieval.averagePrecision])
      cases.append(["similarities": similarities.map(Double.init), "rights": rights.map { $0 ? 1 : 0 }])
    }
    let script = """
      import json, sys, os
      from sklearn.metrics import average_precision_score
      folder = sys.argv[1]
      cases = json.load(open(os.path.join(folder, "cases.json")))
      json.dump([[average_precision_score(c["rights"], c["similarities"])] for c in cases],
                open(os.path.join(folder, "answer.json"), "w"))
      """
    let answer = try PythonOracle.run(
      script, files: ["cases.json": try JSONEncoder().encode(cases)], results: ["answer.json"])
    let theirs = try JSONDecoder().decode([[Double]].self, from: answer[0])
    for (our, their) in zip(ours, theirs) { #expect(abs(our[0] - their[0]) < 1e-9) }
    #expect(theirs.count == ours.count)
  }
}
