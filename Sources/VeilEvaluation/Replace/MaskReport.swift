package import VeilPrivacy

/// The result of `veilcam evaluate masks`.
package struct MaskReport: Sendable, Hashable, Codable {
  /// Name of the folder.
  package let name: String
  package let format: InstanceFormat
  /// Part of the folder; nil for all of it.
  package let split: String?
  package let pictures: Int
  /// Networks by category.
  package let models: [String]
  /// By how much boxes grew on each side: in shares of their size, and in pixels at least.
  package let padding: Double
  package let minimumPadding: Double
  package let rows: [MaskFigures]

  package init(
    name: String, format: InstanceFormat, split: String?, models: [String], padding: Padding,
    results: MaskEvaluation.Results
  ) {
    self.name = name
    self.format = format
    self.split = split
    self.models = models
    self.padding = padding.fraction
    minimumPadding = padding.minimum
    pictures = results.pictures
    rows = results.figures
  }

  package var sections: [ReportSection] {
    [
      ReportSection(caption: "In single-instance images, as masks are made", table: images),
      ReportSection(caption: "In pixels of the picture, as masks are painted", table: painted),
    ]
  }

  package var text: String { sections.text(title: title, lines: lines) }
  package var markdown: String { sections.markdown(title: title, lines: lines) }

  /// The report as a page.
  /// - Parameter sheet: some of the instances, each as it was, its mask, and what it was replaced by.
  package func html(_ sheet: PictureSheet?) -> String {
    ReportPage(title: title, lines: lines, plots: [], sheets: [sheet].compactMap { $0 }, sections: sections).html
  }

  private var title: String {
    "Masks: \(([name] + [split].compactMap { $0 }).joined(separator: ", ")) (\(format.rawValue)), "
      + (pictures == 1 ? "1 picture" : "\(pictures) pictures")
  }

  private var lines: [String] {
    models + [
      "boxes of the labels, grown by \(Figure.decimals(padding, 2)) of their size a side, at least "
        + "\(Figure.decimals(minimumPadding, 0)) px",
      "small: longer side below \(LabelledInstance.leastSide) px, shorter below \(LabelledInstance.leastWidth) px, or "
        + "fewer than \(LabelledInstance.leastArea) labelled pixels",
      "aims: coverage .97 of people and .98 of vehicles at an area of at most 1.5; IoU .65 and .85",
      "means over instances; 95 % intervals over pictures",
    ]
  }

  private var images: TextTable {
    var table = TextTable([
      "group", "instances", "coverage", "5 % have less than", "area", "of the box", "IoU", "IoU of outline",
      "whole box",
    ])
    for row in rows {
      table.add([
        Self.name(row), "\(row.instances)", row.coverage.text, Figure.decimals(row.coverageLowestTwentieth, 3),
        row.area.text, row.boxArea.value.map { Figure.decimals($0, 3) } ?? "–", row.iou.text, row.outlineIoU.text,
        row.wholeBox.text,
      ])
    }
    return table
  }

  private var painted: TextTable {
    var table = TextTable(["group", "coverage", "area"])
    for row in rows { table.add([Self.name(row), row.paintedCoverage.text, row.paintedArea.text]) }
    return table
  }

  private static func name(_ row: MaskFigures) -> String {
    row.size == .small ? "\(row.group.title), small" : row.group.title
  }
}
