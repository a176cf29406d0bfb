import ArgumentParser
import Testing
import VeilEvaluation

@testable import VeilCommands

@Suite struct EvaluateReIDTests {
  @Test(arguments: [
    [], ["--data", "x"], ["--film", "a.mp4", "--data", "x", "--format", "veri"], ["--data", "x", "--format", "kitti"],
    ["--film", "a.mp4", "--system", "magic"], ["--film", "a.mp4", "--sweep", "solid"],
    ["--film", "a.mp4", "--attack", "guess"], ["--film", "a.mp4", "--images-per-track", "1"],
    ["--film", "a.mp4", "--distractors", "kitti"], ["--film", "a.mp4", "--distractors", "pascal=x"],
    ["--film", "a.mp4", "--json", "--markdown"],
  ])
  func contradictingWishesAreUsageErrors(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try EvaluateReID.parse(arguments) }
    #expect(error.map(EvaluateReID.exitCode(for:)) == .validationFailure)
  }

  @Test func systemsAndSweepsAreJoined() throws {
    let command = try EvaluateReID.parse(["--film", "a.mp4", "--system", "blur:5,5", "solid", "--sweep", "blur"])
    let names = try command.systems.systems.map(\.name)
    #expect(names.prefix(3) == ["blur:5,5", "solid", "blur:0"])
    #expect(names.count == 11)
  }
}
