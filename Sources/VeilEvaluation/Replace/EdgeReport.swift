/// The result of `veilcam evaluate edges`.
package struct EdgeReport: Sendable, Hashable, Codable {
  /// Names of films or of the folder.
  package let sources: [String]
  /// How many people and vehicles were drawn upon.
  package let instances: [ObjectGroup: Int]
  package let readsText: Bool
  package let plates: [PlateFigures]
  package let textures: [TextureFigures]

  package init(
    sources: [String], instances: [DrawnInstance], readsText: Bool, plates: [PlateFigures], textures: [TextureFigures]
  ) {
    self.sources = sources
    self.instances = Dictionary(grouping: instances, by: \.group).mapValues(\.count)
    self.readsText = readsText
    self.plates = plates
    self.textures = textures
  }

  package var sections: [ReportSection] {
    [
      ReportSection(
        caption: "Plates that tesseract reads, and share of letters (in brackets: by chance)", table: reading),
      ReportSection(caption: "Surfaces of the same outline told apart, rank-1", table: recognition),
    ].filter { !$0.table.rows.isEmpty }
  }

  package var text: String { sections.text(title: title, lines: lines) }
  package var markdown: String { sections.markdown(title: title, lines: lines) }

  private var title: String { "Edges: \(sources.joined(separator: ", "))" }

  private var lines: [String] {
    let counts = ObjectGroup.identified.map { "\(instances[$0] ?? 0) \($0.title)" }.joined(separator: " and ")
    return [
      "\(counts), drawn upon at \(DrawnInstance.side) px of the longer side; heights of plates in these pixels",
      "edges: of the whole crop, lines and filled; the better reading counts",
    ] + (readsText ? [] : [TextReader.absence])
  }

  private var pictures: [EdgePicture] {
    plates.reduce(into: []) { if !$0.contains($1.picture) { $0.append($1.picture) } }
  }

  private var reading: TextTable {
    var table = TextTable(["plate height"] + pictures.map(\.text))
    for height in Set(plates.map(\.height)).sorted() {
      let cells = pictures.map { picture in
        plates.first { $0.height == height && $0.picture == picture }.map { row in
          let shares = "\(Figure.decimals(row.accuracy, 2)) (\(Figure.decimals(row.chance, 2)))"
          return "\(row.read)/\(row.plates), \(shares)"
        } ?? "–"
      }
      table.add(["\(height) px"] + cells)
    }
    return table
  }

  private var recognition: TextTable {
    var table = TextTable(["group", "picture", "gallery", "adversary", "rank-1", "by chance"])
    for row in textures {
      table.add([
        row.group.title, row.picture.text, row.gallery.rawValue, row.adversary, row.rank1.text,
        row.chance.map { Figure.decimals($0, 3) } ?? "–",
      ])
    }
    return table
  }
}
