/// The result of `veilcam evaluate inversion`.
package struct InversionReport: Sendable, Hashable, Codable {
  /// How many of the pictures of one kind an adversary names right among all originals, the very one included.
  package struct Recognition: Sendable, Hashable, Codable {
    package let adversary: String
    package let group: ObjectGroup
    package let rank1: Figure
  }

  /// Pictures of one kind beside the originals.
  package struct Row: Sendable, Hashable, Codable {
    /// `transformed` or `inverted`.
    package let kind: String
    /// Means over the test pairs; equal pictures count as 99 dB.
    package let psnr: Double
    package let ssim: Double
    /// Originals with a text of four letters or more, and pictures in which the same is read; nil without a reader.
    package let texts: Int?
    package let textsRead: Int?
    /// By adversary and group.
    package let recognised: [Recognition]
  }

  package let system: String
  package let pairs: Int
  package let testPairs: Int
  package let rows: [Row]
  package let readsText: Bool

  package var sections: [ReportSection] {
    var table = TextTable(["pictures", "PSNR dB", "SSIM", "texts read"])
    for row in rows {
      let texts = row.texts.flatMap { all in row.textsRead.map { "\($0)/\(all)" } } ?? "–"
      table.add([row.kind, Figure.decimals(row.psnr, 2), Figure.decimals(row.ssim, 3), texts])
    }
    return [ReportSection(caption: "Test pictures beside their originals", table: table), recognition].filter {
      !$0.table.rows.isEmpty
    }
  }

  private var recognition: ReportSection {
    var table = TextTable(["pictures", "group", "adversary", "rank-1", "of"])
    for row in rows {
      for entry in row.recognised {
        table.add([row.kind, entry.group.title, entry.adversary, entry.rank1.text, "\(Int(entry.rank1.denominator))"])
      }
    }
    return ReportSection(
      caption: "Test pictures looked for among the originals of all pairs, their own included", table: table)
  }

  package var text: String { sections.text(title: title, lines: lines) }
  package var markdown: String { sections.markdown(title: title, lines: lines) }

  var title: String { "Inversion of \(system)" }
  var lines: [String] {
    ["\(testPairs) of \(pairs) pairs, of people and vehicles that were not learnt from"]
      + (readsText ? [] : [TextReader.absence])
  }
}
