import Testing

@testable import VeilAccident

struct SoundWindowsTests {
  private func cut(_ counts: [Int], overlap: Double) -> (windows: [SoundWindows.Window], last: SoundWindows.Window?) {
    var windows = SoundWindows(length: 10, overlap: overlap, rate: 10)
    var found: [SoundWindows.Window] = []
    var next = 0
    for count in counts {
      found += windows.append((next..<next + count).map { Float($0) }, at: 5 + Double(next) / 10)
      next += count
    }
    return (found, windows.finish())
  }

  @Test(arguments: [[30], [7, 7, 7, 9], [1, 29], [10, 10, 10]])
  func windowsDoNotDependOnBlocks(_ counts: [Int]) {
    let (windows, last) = cut(counts, overlap: 0)
    #expect(windows.map(\.time) == [5, 6, 7])
    #expect(windows.map { $0.samples.first } == [0, 10, 20])
    #expect(windows.allSatisfy { $0.samples.count == 10 })
    #expect(last == nil)
  }

  @Test func overlappingWindowsShareSamples() {
    let (windows, last) = cut([4, 21], overlap: 0.5)
    #expect(windows.map { $0.samples.first } == [0, 5, 10, 15])
    #expect(zip(windows, [5, 5.5, 6, 6.5]).allSatisfy { abs($0.time - $1) < 1e-9 })
    #expect(last == nil)
  }

  @Test func whatIsLeftIsFilledUpWithSilence() throws {
    let (windows, last) = cut([13], overlap: 0)
    #expect(windows.count == 1)
    let rest = try #require(last)
    #expect(abs(rest.time - 6) < 1e-9)
    #expect(rest.samples == [10, 11, 12] + [Float](repeating: 0, count: 7))
  }

  @Test func nothingComesOfNothing() {
    let (windows, last) = cut([], overlap: 0.5)
    #expect(windows.isEmpty)
    #expect(last == nil)
  }
}
