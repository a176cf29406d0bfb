extension InversionReport {
  /// The report as a page.
  /// - Parameter sheet: test pictures beside what became of them, the paper's figure 8.
  package func html(_ sheet: PictureSheet) -> String {
    ReportPage(title: title, lines: lines, plots: [], sheets: [sheet], sections: sections).html
  }
}
