import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@Suite struct LabelMapTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All grey values, so that any change of range on the way would show.
  @Test func greyOfEightBitsIsReadExactly() async throws {
    let values = (0...255).map(UInt8.init)
    #expect(try await map(.grey8(16, 16, values)).values == values.map(UInt16.init))
  }

  @Test func greyOfSixteenBitsIsReadExactly() async throws {
    let values: [UInt16] = (0..<256).map { UInt16($0 * 257) } + (0..<256).map { UInt16($0 * 251 + 3) }
    let map = try await map(.grey16(32, 16, values))
    #expect(map.values == values)
    #expect(map.width == 32)
    #expect(map.height == 16)
  }

  @Test(arguments: [PNGFile.plain(8, 8), .palette(2, 1, [0, 1], colours: [9, 9, 9, 200, 0, 0])])
  func aColouredPictureIsNoLabelMap(picture: PNGFile) async throws {
    let error = await #expect(throws: EvaluationError.self) { try await map(picture) }
    #expect(error?.code == .labels)
  }

  @Test func aTextFileIsNoPicture() async throws {
    try folder.write("no picture", to: "map.png")
    let error = await #expect(throws: EvaluationError.self) {
      try await LabelMap(contentsOf: folder.url.appending(path: "map.png"))
    }
    #expect(error?.code == .picture)
  }

  @Test func aWrongNumberOfValuesIsRefused() {
    #expect(throws: EvaluationError.self) { try LabelMap(width: 2, height: 2, values: [1, 2, 3]) }
    #expect(throws: EvaluationError.self) { try LabelMap(width: .max, height: 2, values: []) }
  }

  private func map(_ picture: PNGFile) async throws -> LabelMap {
    try folder.write(picture, to: "map.png")
    return try await LabelMap(contentsOf: folder.url.appending(path: "map.png"))
  }
}
