import ArgumentParser
import Testing
import VeilEvaluation

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

  @Test func foldersMayHoldPicturesOrFilms() throws {
    #expect(try EvaluateUtility.parse(["--data", "x", "--format", "dad"]).format == .films)
    #expect(try EvaluateUtility.parse(["--data", "x", "--format", "bdd100k"]).format == .pictures(.bdd100k))
    let error = #expect(throws: (any Error).self) { try EvaluateUtility.parse(["--data", "x", "--format", "voc"]) }
    let message = error.map(EvaluateUtility.message(for:)) ?? ""
    for name in UtilityFormat.names { #expect(message.contains(name)) }
  }
}
