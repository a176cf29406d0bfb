import Foundation
import Synchronization

/// Progress over records on standard error: one line that changes on a terminal, a line every few seconds otherwise.
final class RegistryMeter: Sendable {
  private let title: String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let started = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  init(_ title: String) { self.title = title }

  func update(_ done: Int, of all: Int) {
    let now = ContinuousClock.now
    let isDue = last.withLock { last in
      let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
      if let previous = last, now - previous < pause, done < all { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let seconds = max(0.001, Double((now - started) / .milliseconds(1)) / 1_000)
    let rate = Double(done) / seconds
    let left = rate > 0 ? Int((Double(all - done) / rate).rounded(.up)) : 0
    let line = "\(title): \(done) of \(all) records, \(String(format: "%.1f", rate)) records/s, \(left) s left"
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n").utf8))
  }

  /// Ends the line.
  func finish() {
    if isTerminal, last.withLock({ $0 != nil }) { FileHandle.standardError.write(Data("\n".utf8)) }
  }
}
