/// The result of `veilcam evaluate inversion`.
package struct InversionReport: Sendable, Hashable, Codable {
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
    return [ReportSection(caption: "Test pictures beside their originals", table: table)]
  }

  package var text: String { sections.text(title: "Inversion of \(system)", lines: lines) }
  package var markdown: String { sections.markdown(title: "Inversion of \(system)", lines: lines) }

  private var lines: [String] {
    ["\(testPairs) of \(pairs) pairs, of people and vehicles that were not learnt from"]
      + (readsText ? [] : [TextReader.absence])
  }
}
