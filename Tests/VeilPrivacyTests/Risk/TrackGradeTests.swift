import Testing

@testable import VeilPrivacy

/// A face does not flicker between grades.
@Suite struct TrackGradeTests {
  private let first: RiskSubject
  private let second: RiskSubject

  init() throws {
    first = try RiskSubject(id: "first", risk: 95, isSuspect: true)
    second = try RiskSubject(id: "second", risk: 95, isSuspect: true)
  }

  @Test func staysHiddenUntilAMatchIsSureAndNeverHidesAgain() {
    var grade = TrackGrade()
    for time in 0..<5 { grade.note(nil, at: Int64(time)) }
    #expect(grade.subject(at: 4) == nil)
    grade.note(first, at: 5)
    for time in 6..<40 { grade.note(nil, at: Int64(time)) }
    #expect(grade.subject(at: 4) == nil, "what came before the match stays hidden")
    #expect((5..<40).allSatisfy { grade.subject(at: $0) == first })
  }

  @Test func twoSubjectsHideTheTrackForGood() {
    var grade = TrackGrade()
    grade.note(first, at: 1)
    grade.note(second, at: 2)
    grade.note(first, at: 3)
    #expect((0..<5).allSatisfy { grade.subject(at: $0) == nil })
    #expect(!(0..<100).contains { _ in grade.isDue() })
  }

  @Test func looksAreFrequentAtFirstAndRareLater() {
    var grade = TrackGrade()
    #expect((0..<120).count { _ in grade.isDue() } == 8 + 9)
    var known = TrackGrade()
    known.note(first, at: 0)
    #expect((0..<120).count { _ in known.isDue() } == 10)
  }

  @Test func framesThatAreTestedSideBySide() {
    var grade = TrackGrade()
    grade.note(first, at: 7)
    grade.note(first, at: 5)
    #expect(grade.subject(at: 4) == nil && grade.subject(at: 5) == first)
  }
}
