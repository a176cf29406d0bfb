internal import Foundation

/// The time, so that tests can set it.
package struct CloudClock: Sendable {
  private let read: @Sendable () -> UInt64

  /// - Parameter read: milliseconds since 1970.
  package init(_ read: @escaping @Sendable () -> UInt64) { self.read = read }

  /// This machine's clock.
  package static let system = CloudClock { UInt64(max(0, Date().timeIntervalSince1970 * 1_000)) }

  /// Milliseconds since 1970.
  package var now: UInt64 { read() }
}
