import Cryptography
import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// What counts as a moment that may be an accident.
struct TriggerTests {
  @Test func aSensorFileHasAnEventInEachLine() throws {
    let folder = try TemporaryFolder()
    let text = "time,g\n1714978830,3.2\n1714978831500;0.4\n2024-05-06T07:00:40Z 5\nnonsense\n-1,9\n1714978850,nan\n"
    let path = try folder.write(text.utf8, to: "sensor.csv")
    #expect(
      SensorFileTrigger(path: path).events().map(\.time) == [
        1_714_978_830_000, 1_714_978_831_500, 1_714_978_840_000,
      ])
    #expect(SensorFileTrigger(path: path, threshold: 3).events().map(\.magnitude) == [3.2, 5])
    #expect(SensorFileTrigger(path: path + ".gone").events().isEmpty)
  }

  @Test func accelerationIsReadBetweenPositions() {
    let text = """
      $GPRMC,053011.000,A,3400.0000,S,15100.0000,E,28.68,323.73,290113,,,A*47
      $GSENSOR,0,0,976
      $GPRMC,053012.000,A,3400.0000,S,15100.0000,E,29.57,322.58,290113,,,A*49
      $GSENSOR,0,3000,4000
      $GSENSORD,0.3,0.4,0.0*11
      $GSENSOR,broken
      """
    let track = AccelerationTrack(nmea: text)
    #expect(track.samples.map(\.second) == [0, 1, 1])
    #expect(track.samples.map { ($0.magnitude * 1_000).rounded() } == [976, 5_000, 500])
    #expect(track.samples[0].unixTime == 1_359_437_411)
  }

  @Test(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
  func aCamerasOwnTrack() throws {
    let text = try String(contentsOfFile: SharedMaterial.media("gps_sample_MOV_0581.nmea"), encoding: .utf8)
    let track = AccelerationTrack(nmea: text)
    #expect(track.samples.count == 30)
    #expect(track.samples.filter { $0.magnitude > 1.2 }.map(\.second) == [1])
  }

  @Test func theStrongestMomentOfAGroupIsTheEvent() throws {
    let folder = try TemporaryFolder()
    let film = try folder.write([0], to: "a.mp4")
    let lines = [0, 1, 2, 20].flatMap { second in
      ["$GPRMC,0530\(second + 10).000,V,,,,,,,290113,,,A*47", "$GSENSORD,0,0,\(second == 1 ? 6.5 : 3.0)"]
    }
    var text = lines[0...5].joined(separator: "\n")
    for second in 3..<20 { text += "\n$GPRMC,0530\(second + 10).000,V,,,,,,,290113,,,A*47" }
    text += "\n" + lines[6...].joined(separator: "\n")
    _ = try folder.write(text.utf8, to: "a.nmea")
    let file = try #require(RecordingsFolder.look(at: film))
    let segment = FinishedSegment(
      file: file, start: 1_000_000, end: 1_060_000, commitment: .init(frameHash: .init(), contentRoot: .init()),
      isDamaged: false)
    let events = AccelerationTrigger(threshold: 2.5).events(in: segment)
    #expect(events.map(\.time) == [1_001_000, 1_020_000])
    #expect(events.map(\.magnitude) == [6.5, 3])
    #expect(AccelerationTrigger(threshold: 10).events(in: segment).isEmpty)
  }

  @Test func aMarkStaysUntilItIsTakenIn() throws {
    let folder = try TemporaryFolder()
    let trigger = MarkTrigger(try StateFolder(path: folder.path("state")))
    try trigger.mark(at: 5)
    try trigger.mark(at: 3)
    #expect(trigger.events().map(\.time) == [3, 5])
    trigger.forget(trigger.events()[0])
    #expect(trigger.events().map(\.time) == [5])
  }
}
