import ArgumentParser
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@testable import VeilCommands

@Suite struct EvaluateEdgesTests {
  @Test(arguments: [
    [], ["--film", "a.mp4", "--data", "x", "--format", "kitti"], ["--data", "x"], ["--format", "kitti"],
    ["--film", "a.mp4", "--kernel", "4"], ["--film", "a.mp4", "--kernel", "65"], ["--film", "a.mp4", "--count", "0"],
    ["--film", "a.mp4", "--textures", "1"], ["--film", "a.mp4", "--min-side", "1"],
    ["--film", "a.mp4", "--json", "--markdown"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateEdges.parse(arguments) }
    #expect(error.map(EvaluateEdges.exitCode(for:)) == .validationFailure)
  }

  @Test func aMissingAdversaryIsNamed() async throws {
    let command = try EvaluateEdges.parse(["--film", "a.mp4", "--adversary", "nobody-at-all"])
    let error = await #expect(throws: VisionError.self) { try await command.run() }
    #expect(error?.message.contains("nobody-at-all") == true)
  }
}
