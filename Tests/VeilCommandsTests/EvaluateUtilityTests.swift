import ArgumentParser
import Testing

@testable import VeilCommands

@Suite struct EvaluateUtilityTests {
  @Test(arguments: [
    [], ["--data", "x"], ["--format", "kitti"], ["--film", "a.mp4", "--data", "x", "--format", "kitti"],
    ["--film", "a.mp4", "--every", "0"], ["--film", "a.mp4", "--system", "magic"],
    ["--film", "a.mp4", "--json", "--markdown"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateUtility.parse(arguments) }
    #expect(error.map(EvaluateUtility.exitCode(for:)) == .validationFailure)
  }
}
