internal import Cryptography
internal import Foundation
internal import VeilCloudAPI
internal import VeilEvidence

/// A film's way to the cloud and back on a plain connection. What the client has to hash and sign is done before the clock
/// starts, so that the time is the cloud's.
struct FilmTraffic {
  private static let partByteCount = 8 << 20

  let port: UInt16
  let film: Film

  /// - Returns: seconds.
  func upload() throws -> Double {
    guard let path = film.files[.original] else { throw BenchError("no film") }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let parts = try stride(from: 0, to: bytes.count, by: Self.partByteCount).map { start in
      try request(bytes, start..<min(bytes.count, start + Self.partByteCount))
    }
    let wire = try Wire(port: port)
    let start = ContinuousClock.now
    for part in parts {
      let answer = try wire.ask(part)
      guard answer.status == 200 else {
        throw BenchError("a part was answered with \(String(decoding: answer.body, as: UTF8.self))")
      }
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private func request(_ bytes: [UInt8], _ range: Range<Int>) throws -> [UInt8] {
    let path = "/v1/incidents/\(film.id)/renditions/original"
    let body = Array(bytes[range])
    let root = try RequestSignature.root(ofBody: body)
    let signature = try RequestSignature(
      for: Keys.key("cloud").address, method: "PUT", path: path, bodyRoot: root, time: CloudClient.systemTime(),
      by: film.camera)
    let headers = [
      "authorization": signature.header, CloudHeader.bodyRoot: root.description,
      "content-range": "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)",
      "content-type": "application/octet-stream",
    ]
    return Wire.request("PUT", path, headers, body)
  }

  /// - Returns: seconds.
  func download(_ grant: GrantReply) throws -> Double {
    let wire = try Wire(port: port)
    let request = Wire.request("GET", "/v1/blobs/\(grant.blob)?grant=\(grant.grant)")
    let start = ContinuousClock.now
    let answer = try wire.ask(request, keepsBody: false)
    guard answer.status == 200, answer.byteCount == grant.byteCount else {
      throw BenchError("a download was answered with \(answer.status) and \(answer.byteCount) bytes")
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
