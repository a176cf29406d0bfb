import Testing

@testable import VeilMedia

struct SampleLineTests {
  private func collect(_ line: inout SampleLine) -> [Float] {
    while line.owesSilence { line.fillSilence(atMost: 7) }
    var samples: [Float] = []
    while let block = line.take(atMost: 5) { samples += block.samples }
    return samples
  }

  @Test func roundedTimesChangeNothing() throws {
    var line = SampleLine(start: 0, rate: 100)
    try line.advance(to: 0.03, name: "film")
    line.append([1, 2, 3])
    try line.advance(to: 0.01, name: "film")
    line.append([4])
    #expect(collect(&line) == [1, 2, 3, 4])
  }

  @Test func holesBecomeSilence() throws {
    var line = SampleLine(start: 10, rate: 100)
    line.append([1])
    try line.advance(to: 10.1, name: "film")
    line.append([2])
    #expect(collect(&line) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
  }

  @Test func repeatedSoundIsDropped() throws {
    var line = SampleLine(start: 0, rate: 100)
    line.append([Float](repeating: 1, count: 20))
    try line.advance(to: 0.1, name: "film")
    line.append([Float](repeating: 2, count: 15))
    try line.advance(to: 0.25, name: "film")
    line.append([3])
    #expect(collect(&line) == [Float](repeating: 1, count: 20) + [Float](repeating: 2, count: 5) + [3])
  }

  @Test func timesOfBlocksCount() throws {
    var line = SampleLine(start: 2, rate: 10)
    line.append([1, 2, 3])
    #expect(line.take(atMost: 2) == AudioBlock(time: 2, samples: [1, 2]))
    #expect(line.take(atMost: 2) == AudioBlock(time: 2.2, samples: [3]))
    #expect(line.take(atMost: 2) == nil)
  }

  @Test func absurdTimeIsAnError() {
    var line = SampleLine(start: 0, rate: 16_000)
    let error = #expect(throws: MediaError.self) { try line.advance(to: 1e9, name: "film") }
    #expect(error?.code == .damaged)
    #expect(throws: MediaError.self) { try line.advance(to: .infinity, name: "film") }
  }
}
