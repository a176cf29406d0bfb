package import Foundation
import VeilMedia

/// How near an inversion comes to the originals (inspire section VI-B, measured).
package struct InversionEvaluation: Sendable {
  /// The least number of letters that counts as a text.
  private static let leastText = 4
  private let reader: TextReader?
  private let adversaries: [any Describer]

  /// - Parameters:
  ///   - reader: reads text; nil leaves that out.
  ///   - adversaries: try to recognise people and vehicles in what is left of them.
  package init(reader: TextReader?, adversaries: [any Describer] = []) {
    self.reader = reader
    self.adversaries = adversaries
  }

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
    let recognition = try await InversionRecognition(adversaries, among: list.pairs, in: folder)
    for (kind, place) in kinds {
      let recognised = try await recognition.recognised(tests) { place.appending(path: $0.name(kind)) }
      rows.append(try await row(kind, in: place, tests, originals: folder, recognised))
    }
    return InversionReport(
      system: list.system, pairs: list.pairs.count, testPairs: tests.count, rows: rows, readsText: reader != nil)
  }

  /// Test pictures, each as it was, transformed and inverted (inspire figure 8).
  /// - Parameters:
  ///   - folder: with the pairs.
  ///   - inverted: folder with what a network made of them; nil if nothing was inverted.
  ///   - count: how many pictures at most, from all parts of the list.
  package static func sheet(pairs folder: URL, inverted: URL?, count: Int = 12) async throws -> PictureSheet {
    let list = try InversionPairs(in: folder)
    let places = [("original", folder), ("transformed", folder)] + (inverted.map { [("inverted", $0)] } ?? [])
    var rows: [PictureSheet.Row] = []
    for pair in SightingPlan.spread(list.pairs.filter(\.isTest), count: count) {
      var pictures: [Data] = []
      for (kind, place) in places {
        let frame = try await PictureFile.read(place.appending(path: pair.name(kind)))
        pictures.append(try Thumbnail.jpeg(of: frame, longSide: list.side))
      }
      rows.append(PictureSheet.Row("\(pair.group.title) \(pair.number)", pictures))
    }
    return PictureSheet(caption: "People and vehicles not learnt from", columns: places.map(\.0), rows: rows)
  }

  private func row(
    _ kind: String, in place: URL, _ tests: [InversionPairs.Pair], originals: URL,
    _ recognised: [InversionReport.Recognition]
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
      texts: reader == nil ? nil : texts, textsRead: reader == nil ? nil : read, recognised: recognised)
  }
}
