import Foundation
import Testing
import VeilEvaluation
import VeilMedia
import VeilTesting

@Suite struct InversionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func psnrByHand() async throws {
    let similarity = try PictureSimilarity(try await plain(100), try await plain(110))
    #expect(abs(try #require(similarity.psnr) - 10 * log10(65025.0 / 100)) < 1e-9)
    let same = try PictureSimilarity(try await plain(100), try await plain(100))
    #expect(same.psnr == nil)
    #expect(abs(same.ssim - 1) < 1e-12)
  }

  @Test(.enabled(if: PythonOracle.isAvailable, PythonOracle.hint))
  func ssimAsOpenCVComputesIt() async throws {
    var generator = SeededGenerator(seed: 5)
    let first = (0..<3 * 40 * 30).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let second = first.map { UInt8(clamping: Int($0) + Int.random(in: -40...40, using: &generator)) }
    let pictures = [try await picture(first, 40, 30), try await picture(second, 40, 30)]
    let similarity = try PictureSimilarity(pictures[0], pictures[1])
    let script = """
      import sys, os, numpy, cv2, json
      folder = sys.argv[1]
      def luma(name):
          a = numpy.fromfile(os.path.join(folder, name), numpy.uint8).reshape(30, 40, 3).astype(float)
          return 0.114 * a[..., 0] + 0.587 * a[..., 1] + 0.299 * a[..., 2]
      x, y = luma("x"), luma("y")
      f = lambda a: cv2.GaussianBlur(a, (11, 11), 1.5)[5:-5, 5:-5]
      mx, my = f(x), f(y)
      vx, vy, c = f(x * x) - mx * mx, f(y * y) - my * my, f(x * y) - mx * my
      c1, c2 = 2.55 ** 2, 7.65 ** 2
      s = ((2 * mx * my + c1) * (2 * c + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
      json.dump([s.mean()], open(os.path.join(folder, "answer.json"), "w"))
      """
    let answer = try PythonOracle.run(
      script, files: ["x": Data(pictures[0].bytes), "y": Data(pictures[1].bytes)], results: ["answer.json"])
    let theirs = try JSONDecoder().decode([Double].self, from: answer[0])
    #expect(abs(similarity.ssim - theirs[0]) < 1e-9)
  }

  @Test func picturesOfTwoSizesAreRefused() async throws {
    let error = await #expect(throws: EvaluationError.self) {
      try PictureSimilarity(try await plain(1), try await picture([UInt8](repeating: 1, count: 3 * 11 * 11), 11, 11))
    }
    #expect(error?.code == .picture)
  }

  @Test func pairsAreMeasured() async throws {
    try folder.write(
      """
      {"system": "blur", "side": 12, "pairs": [
        {"number": 1, "identity": 1, "group": "person", "isTest": false},
        {"number": 2, "identity": 4, "group": "person", "isTest": true}]}
      """, to: "pairs.json")
    try await plain(100).write(to: folder.url.appending(path: "000002.original.png"))
    try await plain(110).write(to: folder.url.appending(path: "000002.transformed.png"))
    try await plain(101).write(to: folder.url.appending(path: "000002.inverted.png"))
    let report = try await InversionEvaluation(reader: nil).run(pairs: folder.url, inverted: folder.url)
    #expect(report.testPairs == 1)
    #expect(report.rows.map(\.kind) == ["transformed", "inverted"])
    #expect(report.rows[1].psnr > report.rows[0].psnr + 15)
    #expect(report.text.contains(TextReader.absence))
    let sheet = try await InversionEvaluation.sheet(pairs: folder.url, inverted: folder.url)
    #expect(sheet.columns == ["original", "transformed", "inverted"])
    #expect(sheet.rows.count == 1)
    #expect(report.html(sheet).components(separatedBy: "data:image/jpeg;base64,").count == 4)
  }

  /// Describes a picture by its first pixel.
  private struct FirstPixel: Describer {
    let name = "first"
    let sha256 = ""
    let identifies: Set<ObjectGroup>? = nil

    func description(of frame: VideoFrame, region: PixelRect?) throws -> [Float] {
      let picture = try BGRPicture(of: frame, region: region, width: 12, height: 12)
      return [Float(picture.bytes[0]), 255 - Float(picture.bytes[0])]
    }
  }

  @Test func whatIsGivenBackIsRecognised() async throws {
    try folder.write(
      """
      {"system": "blur", "side": 12, "pairs": [
        {"number": 1, "identity": 1, "group": "person", "isTest": false},
        {"number": 2, "identity": 4, "group": "person", "isTest": true}]}
      """, to: "pairs.json")
    try await plain(20).write(to: folder.url.appending(path: "000001.original.png"))
    try await plain(200).write(to: folder.url.appending(path: "000002.original.png"))
    try await plain(10).write(to: folder.url.appending(path: "000002.transformed.png"))
    try await plain(190).write(to: folder.url.appending(path: "000002.inverted.png"))
    let report = try await InversionEvaluation(reader: nil, adversaries: [FirstPixel()]).run(
      pairs: folder.url, inverted: folder.url)
    #expect(report.rows.map { $0.recognised.first?.rank1.value } == [0, 1])
    #expect(report.text.contains("first"))
  }

  @Test(arguments: ["", "{}", #"{"system": "blur", "side": 12, "pairs": []}"#]) func aFolderWithoutPairsIsRefused(
    text: String
  ) async throws {
    if !text.isEmpty { try folder.write(text, to: "pairs.json") }
    await #expect(throws: EvaluationError.self) {
      try await InversionEvaluation(reader: nil).run(pairs: folder.url, inverted: nil)
    }
  }

  @Test func withoutTesseractThereIsNoReader() { #expect(TextReader(path: "/nowhere") == nil) }

  private func plain(_ level: UInt8) async throws -> BGRPicture {
    try await picture([UInt8](repeating: level, count: 3 * 12 * 12), 12, 12)
  }

  private func picture(_ bytes: [UInt8], _ width: Int, _ height: Int) async throws -> BGRPicture {
    let file = PNGFile(width: width, height: height, kind: .colour, bitDepth: 8, rows: bytes)
    try folder.write(file, to: "made.png")
    return try await BGRPicture(contentsOf: folder.url.appending(path: "made.png"))
  }
}
