import Foundation
import Synchronization
import VeilPrivacy

/// Draws the progress of a run on standard error: a bar with rate and time left on a terminal, a plain line every few
/// seconds otherwise.
final class ProgressMeter: Sendable {
  private struct State {
    var pass: RunProgress.Pass?
    var passStarted = ContinuousClock.now
    var lastDrawn: ContinuousClock.Instant?
    var hasDrawnPass = false
    var lineIsOpen = false
  }

  private let title: String
  private let isTerminal: Bool
  private let isQuiet: Bool
  private let state = Mutex(State())

  init(title: String, isQuiet: Bool) {
    self.title = title
    self.isQuiet = isQuiet
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// Takes note of how far the run is, and draws when enough time has passed since the last drawing. A pass that is
  /// over sooner than that leaves no line in a log.
  func update(_ progress: RunProgress) {
    guard !isQuiet else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if state.pass != progress.pass {
        state.pass = progress.pass
        state.passStarted = now
        state.hasDrawnPass = false
        state.lastDrawn = isTerminal ? nil : now
      }
      let isLast = progress.frames == progress.expectedFrames && (isTerminal || state.hasDrawnPass)
      let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
      if let last = state.lastDrawn, now - last < pause, !isLast { return }
      state.lastDrawn = now
      state.hasDrawnPass = true
      draw(line(progress, elapsed: now - state.passStarted), open: &state.lineIsOpen)
    }
  }

  /// Ends the bar, so that what follows starts on a line of its own.
  func finish() {
    state.withLock { state in
      if state.lineIsOpen { FileHandle.standardError.write(Data("\n".utf8)) }
      state.lineIsOpen = false
    }
  }

  private func draw(_ line: String, open lineIsOpen: inout Bool) {
    let text = isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n"
    FileHandle.standardError.write(Data(text.utf8))
    lineIsOpen = isTerminal
  }

  private func line(_ progress: RunProgress, elapsed: Duration) -> String {
    let seconds = max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    let rate = Double(progress.frames) / seconds
    let speed = String(format: "%.1f frames/s", rate)
    guard let expected = progress.expectedFrames, expected > 0 else {
      return "\(title): \(progress.pass.rawValue) \(progress.frames) frames, \(speed)"
    }
    let fraction = min(1, Double(progress.frames) / Double(expected))
    let left = rate > 0 ? Int((Double(max(0, expected - progress.frames)) / rate).rounded(.up)) : 0
    let percent = String(format: "%3.0f %%", fraction * 100)
    let ending = "\(percent), \(speed), \(Self.clock(left)) left"
    guard isTerminal else { return "\(title): \(progress.pass.rawValue) \(ending)" }
    let filled = Int(fraction * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    return "\(title): \(progress.pass.rawValue) \(bar) \(ending)"
  }

  private static func clock(_ seconds: Int) -> String {
    seconds < 3600
      ? String(format: "%d:%02d", seconds / 60, seconds % 60)
      : String(format: "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }
}
