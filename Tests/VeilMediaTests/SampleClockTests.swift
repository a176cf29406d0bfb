import Testing

@testable import VeilMedia

/// Whatever is taken was announced: a picture that ``SampleClock/takes(before:)`` rules out is never taken.
struct SampleClockTests {
  @Test(arguments: [10.0, 25, 29.97, 60], [0.5, 1, 2.5]) func whatIsRuledOutIsNotTaken(rate: Double, interval: Double) {
    for length in [7, 25, 50, 60, 250] {
      var clock = SampleClock(interval: interval)
      var ruledOut = 0
      for picture in 0..<1_000 {
        let time = 3 + Double(picture) / rate
        let restart = 3 + Double((picture / length + 1) * length) / rate
        let isAnnounced = clock.takes(before: restart)
        let isTaken = clock.place(at: time) != nil
        #expect(isAnnounced || !isTaken)
        if !isAnnounced { ruledOut += 1 }
      }
      // With several pictures between those that are taken, some of them come last before decoding begins anew; not where one
      // is wanted right before, as with 60 pictures at 29.97 a second.
      if rate * interval >= 5, length != 60, length < 60 || rate < 60 {
        #expect(ruledOut > 0, "\(rate) \(interval) \(length)")
      }
    }
  }

  @Test func everyPictureIsTakenWithoutAnInterval() {
    var clock = SampleClock(interval: 0)
    #expect(clock.takes(before: 1))
    _ = clock.place(at: 5)
    #expect(clock.takes(before: 5.04))
  }

  @Test func aSecondThatIsOverNeedsNoMore() {
    var clock = SampleClock(interval: 1)
    #expect(clock.place(at: 0) != nil)
    #expect(clock.takes(before: 2))
    #expect(!clock.takes(before: 1))
    #expect(!clock.takes(before: 0.8))
  }
}
