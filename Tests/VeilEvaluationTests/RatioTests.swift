import Testing
import VeilEvaluation

@Suite struct RatioTests {
  @Test func theSameSeedGivesTheSameInterval() {
    #expect(interval(seed: 7) == interval(seed: 7))
    #expect(interval(seed: 7) != interval(seed: 8))
  }

  /// 100 pictures of one object each, half of them found: the standard error of the share is about 0.05.
  @Test func theIntervalIsAsWideAsTheBinomialOne() throws {
    let figure = interval(seed: 1)
    #expect(figure.value == 0.5)
    #expect((0.36...0.45).contains(try #require(figure.low)))
    #expect((0.55...0.64).contains(try #require(figure.high)))
  }

  @Test func onePictureHasNoInterval() {
    var bootstrap = Bootstrap(replicates: 100, seed: 1)
    var ratio = Ratio()
    ratio.add(1, over: 2, weights: bootstrap.next())
    #expect(ratio.figure.value == 0.5)
    #expect(ratio.figure.low == nil)
  }

  @Test func nothingMeasuredHasNoValue() {
    var ratio = Ratio()
    ratio.add(0, over: 0, weights: [])
    #expect(ratio.figure.value == nil)
  }

  @Test func weightsArePoissonWithMeanOne() {
    var bootstrap = Bootstrap(replicates: 20_000, seed: 3)
    let weights = bootstrap.next().map(Double.init)
    let mean = weights.reduce(0, +) / 20_000
    let variance = weights.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20_000
    #expect(abs(mean - 1) < 0.03)
    #expect(abs(variance - 1) < 0.05)
  }

  private func interval(seed: UInt64) -> Figure {
    var bootstrap = Bootstrap(replicates: 1000, seed: seed)
    var ratio = Ratio()
    for picture in 0..<100 { ratio.add(picture % 2 == 0 ? 1 : 0, over: 1, weights: bootstrap.next()) }
    return ratio.figure
  }
}
