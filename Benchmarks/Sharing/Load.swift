internal import Foundation

/// Requests over many connections from one thread: each connection has one on its way at a time.
final class Load {
  struct Result {
    /// Records stored, by the answers.
    let stored: Int
    let seconds: Double
    /// From when a request was due (paced) or sent to its whole answer.
    let latencies: Percentiles
    var rate: Double { Double(stored) / seconds }
  }

  private struct Lane {
    let wire: Wire
    var requests: ArraySlice<[UInt8]> = []
    var sent: Double?
    var answer: [UInt8] = []
  }

  private var lanes: [Lane]
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var latencies = [Double]()
  private var stored = 0

  init(port: UInt16, connections: Int) throws {
    lanes = try (0..<connections).map { _ in Lane(wire: try Wire(port: port)) }
  }

  /// - Parameters:
  ///   - requests: of each connection, in order.
  ///   - rate: requests a second of all together; they fall due one connection after the other. Nil sends each as soon as
  ///     the connection is free.
  func run(_ requests: [[[UInt8]]], rate: Double?) throws -> Result {
    (latencies, stored) = ([], 0)
    for index in lanes.indices { lanes[index].requests = requests[index][...] }
    let total = requests.map(\.count).reduce(0, +)
    let start = Self.now()
    while latencies.count < total {
      var wait: Int32 = 100
      for index in lanes.indices where lanes[index].sent == nil && !lanes[index].requests.isEmpty {
        let due = rate.map { start + Double(number(index, requests)) / $0 } ?? Self.now()
        let rest = due - Self.now()
        if rest <= 0 { try send(index, due) } else { wait = min(wait, Int32(rest * 1_000)) }
      }
      try receive(wait)
    }
    return Result(stored: stored, seconds: Self.now() - start, latencies: Percentiles(latencies))
  }

  /// The place of a connection's next request among all.
  private func number(_ lane: Int, _ requests: [[[UInt8]]]) -> Int {
    (requests[lane].count - lanes[lane].requests.count) * lanes.count + lane
  }

  private func send(_ index: Int, _ due: Double) throws {
    guard let request = lanes[index].requests.popFirst() else { return }
    lanes[index].sent = due
    try lanes[index].wire.send(request)
  }

  private func receive(_ wait: Int32) throws {
    var waiting = lanes.map { pollfd(fd: $0.wire.descriptor, events: Int16(POLLIN), revents: 0) }
    guard poll(&waiting, nfds_t(waiting.count), wait) > 0 else { return }
    for index in waiting.indices where waiting[index].revents != 0 {
      let count = read(waiting[index].fd, &buffer, buffer.count)
      guard count > 0 else { throw BenchError("the cloud ended a connection") }
      lanes[index].answer += buffer[..<count]
      guard let head = AnswerHead(lanes[index].answer),
        lanes[index].answer.count == head.byteCount + head.bodyByteCount
      else { continue }
      guard head.status == 200, let sent = lanes[index].sent else {
        throw BenchError("records were answered with \(head.status)")
      }
      latencies.append((Self.now() - sent) * 1_000)
      stored += Self.occurrences(of: Array("\"stored\"".utf8), in: lanes[index].answer)
      (lanes[index].answer, lanes[index].sent) = ([], nil)
    }
  }

  private static func occurrences(of word: [UInt8], in text: [UInt8]) -> Int {
    var (count, index) = (0, 0)
    while index + word.count <= text.count {
      if text[index] == word[0], text[index..<index + word.count].elementsEqual(word) { count += 1 }
      index += 1
    }
    return count
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
