import Foundation
import Testing

@testable import VeilEvaluation

@Suite struct ComparedSystemsTests {
  @Test func aSweepIsShownByItselfAndThePapersFiltersAlsoBesideTheOthers() throws {
    let sweep = try EvaluatedSystem.sweep(of: "blur")
    let all = try (["solid", "blur", "replace:5,5"].map { try EvaluatedSystem(parsing: $0) }) + sweep
    let shown = ComparedSystems(all.map { ($0.name, $0.method) })
    #expect(shown.sweeps.map(\.method) == ["blur"])
    #expect(shown.sweeps.first?.systems == sweep.map(\.name))
    #expect(shown.compared == ["solid", "blur", "replace:5,5", "blur:45,25"])
  }

  @Test func aFewFiltersAreNoSweep() {
    let names = ["blur:0", "blur:5,5", "blur:45,15"]
    let shown = ComparedSystems(names.map { ($0, "blur") })
    #expect(shown.sweeps.isEmpty)
    #expect(shown.compared == names)
  }

  @Test func aReIDPageHasABarForEachFilm() throws {
    func figures(_ rank1: Double) -> RetrievalFigures {
      let figure = Figure(value: rank1, low: nil, high: nil, numerator: rank1, denominator: 1)
      return RetrievalFigures(rank1: figure, rank5: figure, rank20: figure, meanAveragePrecision: figure, chance: nil)
    }
    let row = ReIDRow(
      system: "solid", method: "solid", group: .person, adversary: "a", attack: .plain, figures: figures(0),
      thwarting: figures(0).thwarting,
      sources: [
        ReIDRow.Source(source: "one.mp4", queries: 1, thwarting: 1),
        ReIDRow.Source(source: "two.mp4", queries: 1, thwarting: 0.5),
      ])
    let facts = ReIDAdversaryFacts(group: .person, name: "a", sha256: "", training: .own, originals: figures(1))
    let report = ReIDReport(
      sources: ["one.mp4", "two.mp4"], configuration: [],
      results: ReIDResults(galleries: [], adversaries: [facts], rows: [row]))
    #expect(report.html.components(separatedBy: "<rect x=").count == 3)
    // The system is named once for both bars.
    #expect(report.html.components(separatedBy: "rotate(-60)").count == 2)
    #expect(report.html.contains(">two.mp4</text>"))
  }
}
