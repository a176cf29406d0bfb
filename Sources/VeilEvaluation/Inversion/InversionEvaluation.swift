package import Foundation

/// How near an inversion comes to the originals (inspire section VI-B, measured).
package struct InversionEvaluation: Sendable {
  /// The least number of letters that counts as a text.
  private static let leastText = 4
  private let reader: TextReader?

  /// - Parameter reader: reads text; nil leaves that out.
  package init(reader: TextReader?) { self.reader = reader }

  /// Compares the test pairs of a folder with their originals.
  /// - Parameters:
  ///   - folder: with the pairs.
  ///   - inverted: folder with `000001.inverted.png` for each test pair; nil if nothing was inverted.
  package func run(pairs folder: URL, inverted: URL?) async throws -> InversionReport {
    let list = try InversionPairs(in: folder)
    let tests = list.pairs.filter(\.isTest)
    guard !tests.isEmpty else {
      throw EvaluationError(.usage, "\(folder.path) has no test pairs; export more pictures")
    }
    let kinds = [("transformed", folder)] + (inverted.map { [("inverted", $0)] } ?? [])
    var rows: [InversionReport.Row] = []
    for (kind, place) in kinds { rows.append(try await row(kind, in: place, tests, originals: folder)) }
    return InversionReport(
      system: list.system, pairs: list.pairs.count, testPairs: tests.count, rows: rows, readsText: reader != nil)
  }

  private func row(
    _ kind: String, in place: URL, _ tests: [InversionPairs.Pair], originals: URL
  ) async throws -> InversionReport.Row {
    var (psnr, ssim, texts, read) = (0.0, 0.0, 0, 0)
    for pair in tests {
      let (file, originalFile) = (
        place.appending(path: pair.name(kind)), originals.appending(path: pair.name("original"))
      )
      let similarity = try PictureSimilarity(
        try await BGRPicture(contentsOf: file), try await BGRPicture(contentsOf: originalFile))
      psnr += similarity.psnr ?? 99
      ssim += similarity.ssim
      guard let reader else { continue }
      let text = try reader.text(in: originalFile.path)
      guard text.count >= Self.leastText else { continue }
      texts += 1
      if try reader.text(in: file.path) == text { read += 1 }
    }
    return InversionReport.Row(
      kind: kind, psnr: psnr / Double(tests.count), ssim: ssim / Double(tests.count),
      texts: reader == nil ? nil : texts, textsRead: reader == nil ? nil : read)
  }
}
