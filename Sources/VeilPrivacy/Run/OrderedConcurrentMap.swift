/// Transforms the elements of a sequence several at a time and delivers the results in their order.
///
/// At most `limit` elements are in work and none is read ahead of them, so memory is bounded; the first error ends the
/// whole, and cancelling the caller cancels the work.
///
/// For example:
/// ```swift
/// try await orderedConcurrentMap(frames, limit: 2) { try await detector.detect(in: $0) } consume: { tracker.update($0) }
/// ```
/// - Parameters:
///   - sequence: read by the calling task only.
///   - limit: how many elements are in work at once, at least 1.
///   - transform: runs concurrently.
///   - consume: called with one result at a time, in order, by the calling task.
func orderedConcurrentMap<Source: AsyncSequence, Result: Sendable>(
  _ sequence: Source, limit: Int, isolation: isolated (any Actor)? = #isolation,
  transform: @escaping @Sendable (Source.Element) async throws -> Result,
  consume: (Result) async throws -> Void
) async throws where Source.Element: Sendable {
  let limit = max(1, limit)
  try await withThrowingTaskGroup(of: (Int, Result).self, isolation: isolation) { group in
    var iterator = sequence.makeAsyncIterator()
    var started = 0
    var delivered = 0
    var isExhausted = false
    var finished: [Int: Result] = [:]
    while true {
      while !isExhausted, started - delivered < limit {
        guard let element = try await iterator.next(isolation: isolation) else {
          isExhausted = true
          break
        }
        let index = started
        started += 1
        group.addTask { (index, try await transform(element)) }
      }
      guard delivered < started else { return }
      while finished[delivered] == nil, let (index, result) = try await group.next(isolation: isolation) {
        finished[index] = result
      }
      guard let result = finished.removeValue(forKey: delivered) else { return }
      delivered += 1
      try await consume(result)
    }
  }
}
