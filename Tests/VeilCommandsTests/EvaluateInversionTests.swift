import ArgumentParser
import Testing

@testable import VeilCommands

@Suite struct EvaluateInversionTests {
  @Test(arguments: [
    [], ["--export", "x"], ["--export", "x", "--film", "a.mp4"], ["--export", "x", "--pairs", "y"],
    ["--export", "x", "--film", "a.mp4", "--system", "magic"], ["--pairs", "x", "--system", "blur"],
    ["--export", "x", "--film", "a.mp4", "--system", "blur", "--inverted", "y"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateInversion.parse(arguments) }
    #expect(error.map(EvaluateInversion.exitCode(for:)) == .validationFailure)
  }
}
