import Testing
import VeilMedia

@testable import VeilPrivacy

@Suite struct SolidColorTests {
  struct Expectation: Sendable {
    let color: String
    let format: String
    let matrix: UInt32
    let isFull: Bool
    let samples: [Int]
  }

  /// Reference values: ITU-R BT.601 and BT.709 colour bars, and the ends of the ranges.
  static let expectations = [
    Expectation(color: "black", format: "yuv420p", matrix: 1, isFull: false, samples: [16, 128, 128]),
    Expectation(color: "white", format: "yuv420p", matrix: 1, isFull: false, samples: [235, 128, 128]),
    Expectation(color: "black", format: "yuv420p", matrix: 1, isFull: true, samples: [0, 128, 128]),
    Expectation(color: "white", format: "yuvj420p", matrix: 2, isFull: false, samples: [255, 128, 128]),
    Expectation(color: "black", format: "yuv420p10le", matrix: 1, isFull: false, samples: [64, 512, 512]),
    Expectation(color: "white", format: "yuv420p10le", matrix: 9, isFull: true, samples: [1023, 512, 512]),
    Expectation(color: "#ff0000", format: "yuv444p", matrix: 1, isFull: false, samples: [63, 102, 240]),
    Expectation(color: "#ff0000", format: "yuv444p", matrix: 6, isFull: false, samples: [81, 90, 240]),
    Expectation(color: "#0000ff", format: "yuv444p", matrix: 1, isFull: false, samples: [32, 240, 118]),
    Expectation(color: "grey", format: "gray", matrix: 2, isFull: false, samples: [126]),
    Expectation(color: "#0a14ff", format: "gbrp", matrix: 0, isFull: true, samples: [20, 255, 10]),
    Expectation(color: "white", format: "gbrap", matrix: 0, isFull: true, samples: [255, 255, 255]),
    Expectation(color: "white", format: "gbrp10le", matrix: 0, isFull: true, samples: [1023, 1023, 1023]),
  ]

  @Test(arguments: expectations) func samplesFollowTheStandards(expectation: Expectation) throws {
    let format = try PictureFormat(width: 64, height: 64, pixelFormatName: expectation.format)
    let encoding = ColourEncoding(format: format, matrix: expectation.matrix, isFullRange: expectation.isFull)
    let color = try #require(SolidColor(expectation.color))
    #expect(color.samples(in: format, encoding) == expectation.samples)
  }

  @Test(arguments: ["", "red", "#12345", "#1234567", "#12345g", "123456", "#+12345"])
  func otherTextsAreNoColours(text: String) {
    #expect(SolidColor(text) == nil)
  }

  @Test func descriptionIsReadBack() {
    let color = SolidColor(red: 1, green: 171, blue: 0)
    #expect(color.description == "#01ab00")
    #expect(SolidColor(color.description) == color)
  }
}
