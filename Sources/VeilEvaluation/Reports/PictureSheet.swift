package import Foundation
import VeilMedia
import VeilPlot

/// Pictures in rows and columns on a report's page, as the paper's figures 5 and 8.
package struct PictureSheet: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package let name: String
    /// JPEG files, one a column.
    package let pictures: [Data]

    package init(_ name: String, _ pictures: [Data]) {
      self.name = name
      self.pictures = pictures
    }
  }

  package let caption: String
  /// What is above the pictures.
  package let columns: [String]
  package let rows: [Row]

  package init(caption: String, columns: [String], rows: [Row]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// A table that holds its pictures itself.
  var html: String {
    let head = ([""] + columns).map { "<th>\(SVGPlot.escaped($0))</th>" }.joined()
    let body = rows.map { row in
      "<tr><td>\(SVGPlot.escaped(row.name))</td>" + row.pictures.map(Self.cell).joined() + "</tr>"
    }
    return "<h2>\(SVGPlot.escaped(caption))</h2>\n"
      + "<div class=\"sheet\"><table><tr>\(head)</tr>\n\(body.joined(separator: "\n"))</table></div>"
  }

  private static func cell(_ picture: Data) -> String {
    "<td><img alt=\"\" src=\"data:image/jpeg;base64,\(picture.base64EncodedString())\"></td>"
  }
}
