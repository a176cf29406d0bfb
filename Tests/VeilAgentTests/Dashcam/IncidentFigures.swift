import Foundation
import Testing
import VeilAgent
import VeilTesting

/// How long an incident of one segment of 50 MB takes, without protecting. Asserts no time; run by hand:
///
///     VEILCAM_FIGURES=1 swift test --filter IncidentFigures
@Suite(.enabled(if: ProcessInfo.processInfo.environment["VEILCAM_FIGURES"] != nil, "figures are measured by hand"))
struct IncidentFigures {
  @Test func fromTheIncidentToSealedAndBound() async throws {
    let world = try DashcamWorld()
    let film = world.recordings + "/" + DashcamWorld.name(0)
    try FFmpegTool.run(
      [
        "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=60", "-vf", "noise=alls=20:allf=t", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-b:v", "6700k", film,
      ])
    let size = try #require(RecordingsFolder.look(at: film)).byteCount
    _ = try await world.recorder().round(takesAll: true)
    try world.mark(30)
    let started = ContinuousClock.now
    _ = try await world.recorder().round(takesAll: true)
    let kept = ContinuousClock.now
    let pipeline = IncidentPipeline(try world.context(), protector: FakeProtector())
    while try await pipeline.round() > 0 {}
    let bound = ContinuousClock.now
    let incident = try #require(try world.store().incidents().first)
    #expect(incident.state == .bound)
    let cutting = incident.protection?.protectSeconds ?? 0
    print(
      "incident of \(size / 1_000_000) MB: kept \(kept - started), cut + previews \(cutting) s, "
        + "sealed and bound \((bound - kept) / .seconds(1) - cutting) s, all \(bound - started)")
  }
}
