import Foundation
import Testing
import VeilAccident

@Suite struct LearningTests {
  @Test(arguments: [[], [8], [6, 5]]) func twoCloudsAreToldApartOnClipsNotSeen(hidden: [Int]) throws {
    var training = HeadTraining()
    training.hidden = hidden
    training.decay = 0.01
    let result = try CrossValidation(training, folds: 4).run(Samples.examples(), for: Samples.identity)
    let evaluation = AccidentEvaluation(
      data: "made up", method: "4 folds", backbone: "made up", pictures: result.scores, threshold: 0.5)
    #expect(try #require(evaluation.auc) > 0.95)
    #expect(try #require(evaluation.accuracy) > 0.9)
    #expect(result.scores.count == 160)
  }

  /// Nothing can be learned where there is nothing: figures of such data show whether folds leak.
  @Test func foldsDoNotLeak() throws {
    let result = try CrossValidation(folds: 4).run(Samples.examples(distance: 0), for: Samples.identity)
    let area = try #require(ROCCurve(result.scores).area)
    #expect(abs(area - 0.5) < 0.15)
  }

  @Test func aClipIsInOneFoldOnly() throws {
    let examples = Samples.examples(clips: 13)
    let folds = try ClipFolds(examples, count: 5)
    let places = Dictionary(grouping: examples, by: \.clip).mapValues { Set($0.map { folds.fold(of: $0) }) }
    #expect(places.values.allSatisfy { $0.count == 1 })
    #expect(Set(places.values.flatMap(\.self)).count == 5)
  }

  @Test func tooFewClipsAreNamed() throws {
    let examples = Samples.examples(clips: 1)
    let error = #expect(throws: AccidentError.self) { try ClipFolds(examples, count: 5) }
    #expect(error?.code == .dataInvalid)
    #expect(error?.message.contains("class accident has 1 clip and 5 folds need as many") == true)
  }

  /// The other class having many changes nothing.
  @Test func aClassOfOneClipIsNamed() throws {
    let examples = Samples.examples(clips: 8).filter { $0.isAccident || $0.clip == "clip3" }
    let error = #expect(throws: AccidentError.self) {
      try CrossValidation(folds: 2).run(examples, for: Samples.identity)
    }
    #expect(error?.code == .dataInvalid)
    #expect(error?.message.contains("class normal has 1 clip and 2 folds need as many") == true)
  }

  /// A head in use can still be judged on such pictures; draws of clips without the class have no figures.
  @Test func aClassOfOneClipIsJudged() throws {
    let scores = Samples.scores([
      ("a", 0.9, true), ("b", 0.8, true), ("c", 0.2, true), ("d", 0.7, true), ("e", 0.1, false), ("e", 0.3, false),
    ])
    let evaluation = AccidentEvaluation(
      data: "made up", method: "", backbone: "made up", pictures: scores, threshold: 0.5)
    #expect(evaluation.counts.truePositives == 3 && evaluation.counts.trueNegatives == 2)
    #expect(try #require(evaluation.auc) == 7.0 / 8)
    let alone = AccidentEvaluation(
      data: "made up", method: "", backbone: "made up", pictures: scores.filter { $0.clip == "e" }, threshold: 0.5)
    #expect(alone.auc == nil && alone.recall == nil && alone.intervals.isEmpty)
    #expect(alone.accuracy == 1)
  }

  @Test func trainingNeedsBothClasses() throws {
    let accidents = Samples.examples().filter(\.isAccident)
    let error = #expect(throws: AccidentError.self) {
      try HeadTraining().train(accidents, heldOut: [], for: Samples.identity)
    }
    #expect(error?.code == .training)
  }

  @Test func probabilitiesAreCalibrated() throws {
    let result = try CrossValidation(folds: 4).run(
      Samples.examples(distance: 1, clips: 16, perClip: 60), for: Samples.identity)
    // Mean probability and share of accidents, in three bins.
    for bin in [0.0..<0.33, 0.33..<0.67, 0.67..<1.01] {
      let inside = result.scores.filter { bin.contains($0.probability) }
      guard inside.count > 60 else { continue }
      let mean = inside.reduce(0) { $0 + $1.probability } / Double(inside.count)
      let share = Double(inside.count(where: \.isAccident)) / Double(inside.count)
      #expect(abs(mean - share) < 0.15)
    }
  }

  @Test func aHeadSurvivesItsFile() throws {
    let examples = Samples.examples()
    var training = HeadTraining()
    training.hidden = [5]
    var head = try training.train(examples, heldOut: Array(examples.prefix(40)), for: Samples.identity).head
    head.threshold = 0.37
    head.facts = ["data": "made up"]
    let bytes = try HeadFile.encode(head)
    let again = try HeadFile.decode(bytes, origin: "a file")
    #expect(again == head)
    #expect(try HeadFile.encode(again) == bytes)
    #expect(again.probability(views: examples[3].views) == head.probability(views: examples[3].views))
  }

  @Test func damagedHeadsAreRefused() throws {
    let head = try HeadTraining().train(Samples.examples(), heldOut: [], for: Samples.identity).head
    let text = String(decoding: try HeadFile.encode(head), as: UTF8.self)
    let damaged = [
      "", "{}", String(text.dropLast(200)), text.replacing("\"featureSize\" : 12", with: "\"featureSize\" : 13"),
      text.replacing("\"version\" : 1", with: "\"version\" : 2"),
      text.replacing("\"outputs\" : 2", with: "\"outputs\" : -2"),
      text.replacing("\"outputs\" : 2", with: "\"outputs\" : 9223372036854775807"),
      text.replacing("\"threshold\" : 0.5", with: "\"threshold\" : 7"),
    ]
    for broken in damaged {
      #expect(broken != text)
      let error = #expect(throws: AccidentError.self) { try HeadFile.decode(Data(broken.utf8), origin: "a file") }
      #expect(error?.code == .headInvalid)
    }
  }

  @Test func headAndBackboneOfDifferentSizesDoNotMeet() throws {
    let head = try HeadTraining().train(Samples.examples(), heldOut: [], for: Samples.identity).head
    let other = AccidentHead.BackboneIdentity(name: "vgg16", sha256: "b", featureSize: 4096)
    let error = #expect(throws: AccidentError.self) { try head.check(other) }
    #expect(
      error?.message
        == "the head expects 12 features (model made up) and model vgg16 gives 4096; train a head for it with: veilcam accident train"
    )
    let same = AccidentHead.BackboneIdentity(name: "other", sha256: "b", featureSize: 12)
    #expect(throws: AccidentError.self) { try head.check(same) }
  }
}
