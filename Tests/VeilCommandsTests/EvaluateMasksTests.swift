import ArgumentParser
import Testing
import VeilEvaluation
import VeilTesting

@testable import VeilCommands

@Suite struct EvaluateMasksTests {
  @Test(arguments: [
    [], ["--data", "x"], ["--format", "camvid"], ["--data", "x", "--format", "kitti"],
    ["--data", "x", "--format", "camvid", "--padding", "2"], ["--data", "x", "--format", "camvid", "--sheet", "a.jpg"],
    ["--data", "x", "--format", "camvid", "--json", "--markdown"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateMasks.parse(arguments) }
    #expect(error.map(EvaluateMasks.exitCode(for:)) == .validationFailure)
  }

  @Test func aMissingFolderEndsWithTheExpectedLayout() async throws {
    let command = try EvaluateMasks.parse(["--data", "/nowhere/at/all", "--format", "camvid"])
    let error = await #expect(throws: EvaluationError.self) { try await command.run() }
    #expect(error?.message.contains("SegNet") == true)
  }
}
