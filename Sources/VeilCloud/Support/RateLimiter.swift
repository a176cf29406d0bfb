internal import Synchronization

/// Counts what each address asks for. A bucket of tokens for each; full buckets are forgotten.
package final class RateLimiter: Sendable {
  /// How much one address may ask for.
  package struct Budget: Sendable, Hashable {
    package var perSecond: Double
    package var burst: Double

    package init(perSecond: Double, burst: Double) {
      self.perSecond = perSecond
      self.burst = burst
    }
  }

  private struct Bucket {
    var tokens: Double
    var time: UInt64
  }

  /// Addresses that are remembered at most; beyond it full buckets are dropped, and then all.
  private static let maximumCount = 100_000

  private let budget: Budget
  private let clock: CloudClock
  private let buckets = Mutex<[String: Bucket]>([:])

  package init(_ budget: Budget, clock: CloudClock) {
    self.budget = budget
    self.clock = clock
  }

  /// Takes one token.
  /// - Returns: nil if there was one, else the seconds until there will be.
  package func take(_ address: String) -> Int? {
    let now = clock.now
    return buckets.withLock { buckets in
      if buckets.count >= Self.maximumCount, buckets[address] == nil { drop(&buckets, now) }
      var bucket = buckets[address] ?? Bucket(tokens: budget.burst, time: now)
      bucket.tokens = refilled(bucket, now)
      bucket.time = now
      defer { buckets[address] = bucket }
      guard bucket.tokens >= 1 else { return max(1, Int(((1 - bucket.tokens) / budget.perSecond).rounded(.up))) }
      bucket.tokens -= 1
      return nil
    }
  }

  private func refilled(_ bucket: Bucket, _ now: UInt64) -> Double {
    let elapsed = now > bucket.time ? Double(now - bucket.time) / 1_000 : 0
    return min(budget.burst, bucket.tokens + elapsed * budget.perSecond)
  }

  private func drop(_ buckets: inout [String: Bucket], _ now: UInt64) {
    buckets = buckets.filter { refilled($0.value, now) < budget.burst }
    if buckets.count >= Self.maximumCount { buckets = [:] }
  }
}
