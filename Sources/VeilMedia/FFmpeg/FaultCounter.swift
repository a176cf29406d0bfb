internal import CFFmpeg

/// Counts the errors that a decoder or demuxer logs while it goes on regardless.
///
/// Put ``address`` into the `opaque` field of the context and keep the counter for as long as the context lives.
final class FaultCounter {
  private let count: UnsafeMutablePointer<Int32>

  /// Watching is process-wide and silences FFmpeg's own printing.
  private static let watching: Void = veil_watch_faults()

  init() {
    _ = Self.watching
    count = .allocate(capacity: 1)
    count.initialize(to: 0)
  }

  deinit { count.deallocate() }

  var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(count) }

  /// True if an error was logged since the last call.
  func take() -> Bool { veil_take_faults(count) > 0 }
}
