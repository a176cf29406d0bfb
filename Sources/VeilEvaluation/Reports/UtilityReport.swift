/// The result of `veilcam evaluate utility`.
package struct UtilityReport: Sendable, Hashable, Codable {
  /// Names of films and data sets.
  package let sources: [String]
  package let judge: String
  /// What was run, a line each.
  package let configuration: [String]
  package let rows: [UtilityRow]
  package let systems: [SystemUtility]
  /// The best configuration of each method.
  package let best: [SystemUtility]

  package init(
    sources: [String], judge: String, configuration: [String], rows: [UtilityRow], reid: ReIDReport? = nil
  ) {
    self.sources = sources
    self.judge = judge
    self.configuration = configuration
    self.rows = rows
    systems = SystemUtility.summarise(rows, reid: reid)
    best = SystemUtility.best(of: systems)
  }
}

extension UtilityReport {
  /// The tables in the order of a report.
  package var sections: [ReportSection] {
    [
      ReportSection(
        caption: "Over all films: mean (least–greatest film), truth is what the judge sees in the original",
        table: table(systems)),
      ReportSection(caption: "Best configuration of each method", table: table(best)),
      ReportSection(caption: "The paper's numbers (its mAP stands beside AP50)", table: paper),
      ReportSection(caption: "By film and group", table: films),
    ]
  }

  package var text: String { sections.text(title: title, lines: lines) }
  package var markdown: String { sections.markdown(title: title, lines: lines) }

  package var title: String { "Utility: \(sources.joined(separator: ", "))" }
  package var lines: [String] {
    ["judge \(judge), confidence from \(Figure.decimals(UtilityEvaluation.confidence, 1))"] + configuration
  }

  private func table(_ systems: [SystemUtility]) -> TextTable {
    var table = TextTable(["system", "counting accuracy", "mAP (AP50)", "mAP (AP50-95)", "thwarting rate", "product"])
    for system in systems {
      table.add([
        system.system, Self.text(system.countingAccuracy), Self.text(system.map50), Self.text(system.map50To95),
        ReIDReport.share(system.thwarting), ReIDReport.share(system.product),
      ])
    }
    return table
  }

  private var paper: TextTable {
    var table = TextTable(["system", "thwarting rate", "mAP", "counting accuracy", "product"])
    for row in InspireFigures.rows { table.add([row.system, row.thwarting, row.map, row.counting, row.product]) }
    return table
  }

  private var films: TextTable {
    var table = TextTable([
      "film", "system", "group", "frames", "objects a frame", "counting accuracy", "AP50", "AP50-95",
    ])
    for row in rows {
      table.add([
        row.source, row.system, row.group.title, "\(row.frames)", Figure.decimals(row.objectsPerFrame, 2),
        ReIDReport.share(row.countingAccuracy), ReIDReport.share(row.ap50), ReIDReport.share(row.ap50To95),
      ])
    }
    return table
  }

  private static func text(_ spread: SystemUtility.Spread?) -> String {
    spread.map {
      "\(Figure.decimals($0.mean, 3)) (\(Figure.decimals($0.least, 2))–\(Figure.decimals($0.greatest, 2)))"
    } ?? "–"
  }
}
