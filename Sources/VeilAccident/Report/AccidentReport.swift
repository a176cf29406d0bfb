internal import Foundation
import VeilPlot

/// An evaluation as one HTML page: tables and plots, beside what the sharing paper prints.
package struct AccidentReport: Sendable {
  private let evaluation: AccidentEvaluation

  package init(_ evaluation: AccidentEvaluation) { self.evaluation = evaluation }

  package var html: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Noticing accidents: \(escaped(evaluation.data))</title>
    <style>
    body { font-family: sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
    table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .25rem .75rem; border-bottom: 1px solid #ddd; text-align: right }
    th:first-child, td:first-child { text-align: left } svg { max-width: 100%; height: auto }
    </style></head><body>
    <h1>Noticing accidents: \(escaped(evaluation.data))</h1>
    <p>\(evaluation.pictures) pictures of \(evaluation.clips) clips; \(escaped(evaluation.method)); backbone \(escaped(evaluation.backbone)).
    Intervals are 95 %, drawn over clips.</p>
    \(sections.joined(separator: "\n"))
    </body></html>

    """
  }

  private var sections: [String] {
    var parts = [figures, counts, rocPlot.svg, costs, costPlot.svg, balancePlot.svg, intervals]
    if !evaluation.extras.isEmpty { parts.append(extras) }
    if let recovery = evaluation.recovery { parts.append(table(recovery)) }
    if !evaluation.errorsByClip.isEmpty { parts.append(errors) }
    return parts
  }

  private var figures: String {
    let rows: [(String, String, Double?, String)] = [
      ("Accuracy", "accuracy", evaluation.accuracy, PaperFigures.value("Accuracy, image")),
      ("Precision", "precision", evaluation.precision, ""), ("Recall", "recall", evaluation.recall, ""),
      ("F", "f", evaluation.f, PaperFigures.value("F, image")), ("Area under ROC", "auc", evaluation.auc, ""),
      ("Accuracy, thresholds of other folds", "", evaluation.nestedAccuracy, ""),
    ]
    let cells = rows.map { name, key, value, paper in
      [name, Self.number(value), Self.interval(evaluation.intervals[key]), paper]
    }
    let thresholds = [
      ["Threshold used", Self.number(evaluation.threshold), "", ""],
      [
        "Threshold of least cost", Self.number(evaluation.study.threshold), "",
        PaperFigures.value("Threshold of least cost"),
      ],
      [
        "Threshold for FN/FP = 1", Self.number(evaluation.study.balancedThreshold), "",
        PaperFigures.value("Threshold for FN/FP = 1"),
      ],
    ]
    return heading("Figures") + table(["", "here", "95 %", "paper"], cells + thresholds)
  }

  private var counts: String {
    heading("Decisions")
      + table(
        ["", "called accident", "called normal"],
        [
          ["accident", "\(evaluation.counts.truePositives)", "\(evaluation.counts.falseNegatives)"],
          ["normal", "\(evaluation.counts.falsePositives)", "\(evaluation.counts.trueNegatives)"],
        ])
  }

  private var rocPlot: SVGPlot {
    SVGPlot(
      title: "ROC, area \(Self.number(evaluation.auc))", xTitle: "false positive rate", yTitle: "true positive rate",
      lines: [
        SVGPlot.Line(
          "image", evaluation.roc.points.map { ($0.falsePositiveRate, $0.truePositiveRate) },
          colour: SVGPlot.colours[0]),
        SVGPlot.Line("", [(0, 0), (1, 1)], colour: "#999", isDashed: true),
      ], xRange: 0...1, yRange: 0...1)
  }

  private var costs: String {
    let model = evaluation.study.costs
    return heading("Threshold by cost")
      + "<p>C_cloud \(model.cloud), C_chain \(model.chain), C_net \(model.network), C_opp \(model.opportunity), "
      + "R_acc \(model.accidentRate), R_noacc \(model.normalRate); witnesses count "
      + "\(model.witnesses == .each ? "each" : "only together"). The paper's own values are not in its text.</p>"
      + table(
        ["Witnesses", "threshold", "least cost"],
        evaluation.study.curves.map {
          ["\($0.witnesses)", Self.number($0.threshold), Self.number($0.costs.min())]
        })
  }

  private var costPlot: SVGPlot {
    SVGPlot(
      title: "Cost by threshold", xTitle: "threshold", yTitle: "FN(Cost) + FP(Cost)",
      lines: evaluation.study.curves.enumerated().map { index, curve in
        SVGPlot.Line(
          "\(curve.witnesses) witness\(curve.witnesses == 1 ? "" : "es")",
          Array(zip(evaluation.study.thresholds, curve.costs)).map { (x: $0.0, y: $0.1) },
          colour: SVGPlot.colours[index % SVGPlot.colours.count])
      }, xRange: 0...1)
  }

  private var balancePlot: SVGPlot {
    func line(_ name: String, _ values: [Double], _ index: Int) -> SVGPlot.Line {
      SVGPlot.Line(
        name, Array(zip(evaluation.study.thresholds, values)).map { (x: $0.0, y: $0.1) },
        colour: SVGPlot.colours[index])
    }
    return SVGPlot(
      title: "Where FN/FP is 1", xTitle: "threshold", yTitle: "share",
      lines: [
        line("accidents called normal", evaluation.study.falseNegativeRates, 1),
        line("normal called accidents", evaluation.study.falsePositiveRates, 0),
      ], xRange: 0...1, yRange: 0...1)
  }

  private var intervals: String {
    guard !evaluation.intervalStudy.rows.isEmpty else { return "" }
    return heading("Interval between pictures")
      + "<p>\(evaluation.intervalStudy.clips) clips with an accident, over all beginnings.</p>"
      + table(
        ["Every n-th picture", "accidents noticed", "highest probability"],
        evaluation.intervalStudy.rows.map { ["\($0.step)", Self.number($0.noticed), Self.number($0.peak)] })
  }

  private var extras: String {
    heading("Normal pictures of other sets")
      + table(
        ["Set", "pictures", "called accidents", "rate"],
        evaluation.extras.map { [$0.name, "\($0.pictures)", "\($0.falsePositives)", Self.number($0.rate)] })
  }

  private func table(_ recovery: RecoveryTable) -> String {
    heading("What sound brings back")
      + "<p>\(recovery.missed) of \(recovery.accidents) accident pictures are missed by the picture alone; each beside "
      + "\(recovery.crashSeconds) seconds of crashes (\(recovery.crashRecordings) recordings) and "
      + "\(recovery.normalSeconds) others (\(recovery.normalRecordings)). Intervals over clips and recordings.</p>"
      + table(
        ["Rule", "missed accidents brought back", "95 %", "normal pictures spoilt", "95 %"],
        recovery.rows.map {
          [
            $0.rule.rawValue, Self.number($0.recovered), Self.interval($0.recoveredInterval), Self.number($0.spoilt),
            Self.interval($0.spoiltInterval),
          ]
        })
  }

  private var errors: String {
    heading("Wrong decisions by clip")
      + table(
        ["Clip", "accidents called normal", "normal called accidents"],
        evaluation.errorsByClip.sorted { $0.key < $1.key }.map {
          [$0.key, "\($0.value.falseNegatives)", "\($0.value.falsePositives)"]
        })
  }

  // MARK: Pieces

  private func heading(_ text: String) -> String { "<h2>\(escaped(text))</h2>\n" }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    let head = header.map { "<th>\(escaped($0))</th>" }.joined()
    let body = rows.map { "<tr>" + $0.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>" }.joined(separator: "\n")
    return "<table><tr>\(head)</tr>\n\(body)</table>"
  }

  private func escaped(_ text: String) -> String { SVGPlot.escaped(text) }

  static func number(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "" }
  static func interval(_ interval: Interval?) -> String {
    interval.map { String(format: "%.3f to %.3f", $0.low, $0.high) } ?? ""
  }
}
