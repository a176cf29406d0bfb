extension DetectionReport {
  /// A table with the caption that belongs above it.
  package struct Section: Sendable, Hashable {
    package let caption: String
    package let table: TextTable
  }

  /// The tables in the order of a report, empty ones left out.
  package var sections: [Section] {
    [headline, bySize, area, coverage, exposures].compactMap { $0 }.filter { !$0.table.rows.isEmpty }
  }

  /// Plain text for a terminal.
  package var text: String {
    ([title] + configuration.lines.map { "  " + $0 }
      + sections.flatMap { ["", $0.caption, $0.table.text] }).joined(separator: "\n") + "\n"
  }

  package var markdown: String {
    (["## \(title)", ""] + configuration.lines.map { "- " + $0 }
      + sections.flatMap { ["", "**\($0.caption)**", "", $0.table.markdown] }).joined(separator: "\n") + "\n"
  }

  private var title: String {
    "\(name) (\(format)), \(figures.pictures) \(figures.pictures == 1 ? "picture" : "pictures")"
  }

  private var headline: Section {
    var table = TextTable([
      "group", "taller than", "recall", "of", "precision", "of", "AP50", "ignored", "unseen", "badly framed",
    ])
    for group in figures.groups {
      table.add([
        group.group.title, "\(Int(group.headlineHeight)) px", group.recall.text, group.recall.fraction,
        group.precision.text, group.precision.fraction,
        group.averagePrecision.map { Figure.decimals($0, 3) } ?? "–", "\(group.ignoredDetections)",
        "\(group.missedUnseen)", "\(group.missedBadlyFramed)",
      ])
    }
    return Section(caption: "Recall of labels, precision of all detections, and what was missed", table: table)
  }

  private var bySize: Section {
    var table = TextTable(["group", "height px", "recall", "of", "precision", "of"])
    for group in figures.groups {
      for size in group.bySize where size.recall.denominator > 0 || size.precision.denominator > 0 {
        table.add([
          group.group.title, size.heights, size.recall.text, size.recall.fraction, size.precision.text,
          size.precision.fraction,
        ])
      }
    }
    return Section(caption: "By height of the label (recall) and of the detection (precision)", table: table)
  }

  private var area: Section {
    var table = TextTable(["protected area over labelled area", ""])
    if let area = figures.protectedArea { table.add(["all groups", area.text]) }
    return Section(caption: "Protected area", table: table)
  }

  private var coverage: Section? {
    guard let coverage = figures.coverage else { return nil }
    var table = TextTable(["class", "pixels hidden"])
    for entry in coverage.byClass { table.add([entry.name, entry.covered.text]) }
    table.add(["all", coverage.covered.text])
    table.add(["hidden pixels over labelled pixels", coverage.hiddenOverLabelled.text])
    return Section(caption: "Coverage by pixel", table: table)
  }

  private var exposures: Section {
    var table = TextTable(["group", "exposed", "of", "tracks ever exposed", "longest exposure"])
    for entry in exposure {
      table.add([
        entry.group.title, entry.exposed?.text ?? "–", entry.exposed?.fraction ?? "–",
        "\(entry.tracksEverExposed)/\(entry.tracks)", "\(entry.longestExposure) frames",
      ])
    }
    return Section(caption: "Who would have been seen", table: table)
  }
}
