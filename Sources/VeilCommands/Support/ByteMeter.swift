import Foundation
import Synchronization

/// Draws the progress of work that is counted in bytes on standard error: a bar with rate and time left on a terminal, a
/// plain line every few seconds otherwise, nothing for work that is done at once.
final class ByteMeter: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant
    var lineIsOpen = false
  }

  private let title: String
  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let started = ContinuousClock.now
  private let state = Mutex(State(lastDrawn: .now))

  init(title: String, isQuiet: Bool) {
    self.title = title
    self.isQuiet = isQuiet
  }

  /// For functions that report bytes done and bytes in all.
  var progress: @Sendable (Int, Int) -> Void { { [self] in update(done: $0, total: $1) } }

  /// Ends the bar, so that what follows starts on a line of its own.
  func finish() {
    state.withLock { state in
      if state.lineIsOpen { FileHandle.standardError.write(Data("\n".utf8)) }
      state.lineIsOpen = false
    }
  }

  private func update(done: Int, total: Int) {
    guard !isQuiet else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.lastDrawn >= (isTerminal ? .milliseconds(200) : .seconds(5)) else { return }
      state.lastDrawn = now
      let text = line(done, total, elapsed: now - started)
      FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n").utf8))
      state.lineIsOpen = isTerminal
    }
  }

  private func line(_ done: Int, _ total: Int, elapsed: Duration) -> String {
    let seconds = max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    let rate = Double(done) / seconds
    let left = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
    let fraction = total > 0 ? min(1, Double(done) / Double(total)) : 1
    let ending = String(format: "%3.0f %%, %.0f MB/s, %d:%02d left", fraction * 100, rate / 1e6, left / 60, left % 60)
    guard isTerminal else { return "\(title): \(ending)" }
    let filled = Int(fraction * 24)
    return "\(title): \(String(repeating: "█", count: filled))\(String(repeating: "░", count: 24 - filled)) \(ending)"
  }
}
