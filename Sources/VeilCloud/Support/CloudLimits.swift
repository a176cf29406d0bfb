/// What the cloud takes at most, and how long things last.
package struct CloudLimits: Sendable, Hashable {
  private static let hour: UInt64 = 3_600_000

  /// Records of one request.
  package var recordsPerRequest = 1_000
  /// Bytes of a body of JSON.
  package var jsonByteCount = 256 << 10
  /// Bytes of one part of an upload.
  package var partByteCount = 64 << 20
  /// Bytes of a sealed file.
  package var sealedByteCount = 8 << 30
  package var previewByteCount = 2 << 20
  /// Bytes of the features of an incident.
  package var featuresByteCount = 1 << 20
  /// How long a small body may take; a part of an upload may take as long as `slowestUpload` needs for it too.
  package var bodyTimeout: Duration = .seconds(15)
  /// Bytes a second that a part of an upload must come with.
  package var slowestUpload = 32 << 10
  /// How long a connection may be silent while a request is read.
  package var idleTimeout: Duration = .seconds(30)
  /// How long requests that are on their way may take when the cloud is stopped.
  package var shutdownPatience: Duration = .seconds(30)
  /// Parts of uploads that are hashed at the same time: each takes 8 MiB of memory.
  package var simultaneousParts = 8
  package var connections = 4_096

  /// Requests a second of one address, and how many it may save up.
  package var requestRate = RateLimiter.Budget(perSecond: 100, burst: 400)
  package var previewRate = RateLimiter.Budget(perSecond: 10, burst: 120)

  /// Milliseconds that a grant is good for.
  package var grantLifetime: UInt64 = 600_000
  package var challengeLifetime: UInt64 = 120_000
  /// Milliseconds between the hour of an incident and the logging of its record, at most.
  package var recordDelay: UInt64 = 14 * 24 * CloudLimits.hour
  /// Milliseconds after which an incident that was never complete, or was refused, is dropped with its files.
  package var incompleteRetention: UInt64 = 30 * 24 * CloudLimits.hour
  /// Milliseconds that verified evidence is kept for.
  package var evidenceRetention: UInt64 = 365 * 24 * CloudLimits.hour
  package var anchorInterval: UInt64 = 24 * CloudLimits.hour

  package init() {}
}
