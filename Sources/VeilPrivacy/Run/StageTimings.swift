import Foundation
import Synchronization

/// Where the time of a run goes: durations per stage in logarithmic buckets, so that memory does not grow with the film.
package final class StageTimings: Sendable {
  /// The stages of a run in the order a frame meets them.
  package enum Stage: String, Sendable, CaseIterable, Codable {
    case decode, detect, track, link, redecode, protect
    /// Parts of protecting by ``ReplaceProtection``.
    case crop, extract, generate, patch
    case encode, verify
  }

  /// One stage's figures.
  package struct Summary: Sendable, Codable, Hashable {
    package let stage: Stage
    package let count: Int
    /// Sum over all calls in milliseconds; stages overlap, so the sums exceed the wall time.
    package let totalMilliseconds: Double
    /// Half of the calls were not slower than this (upper edge of the bucket, within 5 %).
    package let p50Milliseconds: Double
    /// 95 of 100 calls were not slower than this (upper edge of the bucket, within 5 %).
    package let p95Milliseconds: Double
  }

  private struct Histogram {
    var counts: [UInt32] = Array(repeating: 0, count: 400)
    var total = 0.0
    var count = 0
  }

  // Buckets grow by 5 %, from a microsecond to about five minutes.
  private static let smallest = 0.001
  private static let growth = 1.05

  private let histograms = Mutex<[Stage: Histogram]>([:])

  package init() {}

  package func record(_ stage: Stage, _ duration: Duration) {
    let milliseconds = Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    let bucket = Self.bucket(of: milliseconds)
    histograms.withLock {
      $0[stage, default: Histogram()].counts[bucket] += 1
      $0[stage, default: Histogram()].total += milliseconds
      $0[stage, default: Histogram()].count += 1
    }
  }

  /// Runs `work` and records how long it took, also when it throws.
  package func measure<Result>(_ stage: Stage, _ work: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { record(stage, ContinuousClock.now - start) }
    return try work()
  }

  /// Runs `work` and records how long it took, also when it throws.
  package func measure<Result>(
    _ stage: Stage, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
  ) async rethrows -> Result {
    let start = ContinuousClock.now
    defer { record(stage, ContinuousClock.now - start) }
    return try await work()
  }

  /// The figures of all stages that ran, in the order of ``Stage``.
  package var summaries: [Summary] {
    histograms.withLock { histograms in
      Stage.allCases.compactMap { stage in
        histograms[stage].map {
          Summary(
            stage: stage, count: $0.count, totalMilliseconds: $0.total,
            p50Milliseconds: Self.percentile(0.5, of: $0), p95Milliseconds: Self.percentile(0.95, of: $0))
        }
      }
    }
  }

  private static func bucket(of milliseconds: Double) -> Int {
    guard milliseconds > smallest else { return 0 }
    return min(399, Int((log(milliseconds / smallest) / log(growth)).rounded(.up)))
  }

  private static func percentile(_ fraction: Double, of histogram: Histogram) -> Double {
    let wanted = Int((Double(histogram.count) * fraction).rounded(.up))
    var seen = 0
    for (index, count) in histogram.counts.enumerated() {
      seen += Int(count)
      if seen >= wanted { return smallest * pow(growth, Double(index)) }
    }
    return 0
  }
}
