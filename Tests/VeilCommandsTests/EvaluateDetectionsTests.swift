import ArgumentParser
import Testing
import VeilEvaluation

@testable import VeilCommands

@Suite struct EvaluateDetectionsTests {
  @Test(arguments: [
    [], ["--data", "x"], ["--format", "kitti"], ["--data", "x", "--format", "pascal"], ["--film", "x.mp4"],
    ["--data", "x", "--format", "kitti", "--film", "y.mp4", "--labels", "z.csv"],
    ["--data", "x", "--format", "kitti", "--labels", "z.csv"],
    ["--data", "x", "--format", "kitti", "--json", "--markdown"],
    ["--data", "x", "--format", "kitti", "--padding", "-1"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateDetections.parse(arguments) }
    #expect(error.map(EvaluateDetections.exitCode(for:)) == .validationFailure)
  }

  @Test func unknownFormatsAreAnsweredWithTheChoices() throws {
    let error = try #require(
      #expect(throws: (any Error).self) { try EvaluateDetections.parse(["--data", "x", "--format", "pascal"]) })
    let message = EvaluateDetections.fullMessage(for: error)
    for format in DataSetFormat.allCases { #expect(message.contains(format.rawValue)) }
  }

  @Test func aMissingFolderEndsWithTheExpectedLayout() async throws {
    let command = try EvaluateDetections.parse(["--data", "/nowhere/at/all", "--format", "kitti"])
    let error = await #expect(throws: EvaluationError.self) { try await command.run() }
    #expect(error?.message.contains("image_2") == true)
  }
}
