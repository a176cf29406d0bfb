import VeilPlot

/// A report as one HTML page that needs nothing from elsewhere.
struct ReportPage {
  let title: String
  let lines: [String]
  /// `svg` elements.
  let plots: [String]
  /// Originals may be among their pictures.
  var sheets: [PictureSheet] = []
  let sections: [ReportSection]

  var html: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
    <style>
    body { font-family: sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
    table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .25rem .75rem; border-bottom: 1px solid #ddd; text-align: right }
    th:first-child, td:first-child { text-align: left } svg { max-width: 100%; height: auto }
    .sheet { overflow-x: auto } .sheet img { display: block; max-width: 24rem }
    </style></head><body>
    <h1>\(escaped(title))</h1>
    <ul>\(lines.map { "<li>\(escaped($0))</li>" }.joined())</ul>
    \(plots.joined(separator: "\n"))
    \(sheets.map(\.html).joined(separator: "\n"))
    \(sections.map(table).joined(separator: "\n"))
    </body></html>

    """
  }

  private func table(_ section: ReportSection) -> String {
    let head = section.table.header.map { "<th>\(escaped($0))</th>" }.joined()
    let body = section.table.rows.map { row in "<tr>" + row.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>" }
    return "<h2>\(escaped(section.caption))</h2>\n<table><tr>\(head)</tr>\n\(body.joined(separator: "\n"))</table>"
  }

  private func escaped(_ text: String) -> String { SVGPlot.escaped(text) }
}
