import Testing
import VeilAccident
import VeilPlot

@Suite struct ReportTests {
  private func evaluation() -> AccidentEvaluation {
    let scores = Samples.scores(
      (0..<60).map { (index: Int) -> (String, Double, Bool) in
        let rank = (index * 37) % 60
        return ("clip\(index % 6)", Double(rank) / 60, rank > 25)
      })
    let extras = (0..<10).map {
      ScoredPicture(
        name: "windscreen/\($0)", clip: "w", isAccident: false, margin: 0, probability: $0 == 3 ? 0.99 : 0.01,
        isExtra: true)
    }
    return AccidentEvaluation(
      data: "<b>\"set\"&", method: "made up", backbone: "tiny", pictures: scores + extras, threshold: nil,
      bootstrap: ClipBootstrap(replicates: 100),
      sounds: [ScoredSecond(probability: 0.9, isCrash: true), ScoredSecond(probability: 0.1, isCrash: false)])
  }

  @Test func extrasAreCountedApart() {
    let evaluation = evaluation()
    #expect(evaluation.pictures == 60)
    #expect(evaluation.extras.map(\.falsePositives) == [1])
    #expect(evaluation.extras.map(\.rate) == [0.1])
    #expect(evaluation.counts.all == 60)
  }

  @Test func thePageStandsBesideThePaper() {
    let page = AccidentReport(evaluation()).html
    for text in ["86 %", "0.66", "0.53 to 0.55", "0.84", "<svg", "4 witnesses", "windscreen", "brought back"] {
      #expect(page.contains(text))
    }
    #expect(!page.contains("<b>"))
    #expect(page.contains("&lt;b&gt;&quot;set&quot;&amp;"))
  }

  @Test func plotsStayInsideTheirFrame() {
    let plot = SVGPlot(
      title: "t", xTitle: "x", yTitle: "y",
      lines: [SVGPlot.Line("a", [(0, .infinity), (0.5, -3), (2, 0.5)], colour: "#000")], xRange: 0...1, yRange: 0...1)
    #expect(!plot.svg.contains("inf") && !plot.svg.contains("nan"))
  }
}
