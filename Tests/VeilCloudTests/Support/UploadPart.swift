import Cryptography
import VeilCloudAPI
import VeilEvidence

/// The head of a request that uploads the first part of an original, for tests that write on the connection themselves.
struct UploadPart {
  let head: [UInt8]

  init(_ body: [UInt8], of incident: Incident, by key: SecretKey, for cloud: Address, time: UInt64) throws {
    let path = "/v1/incidents/\(incident.id)/renditions/original"
    let root = try RequestSignature.root(ofBody: body)
    let signature = try RequestSignature(
      for: cloud, method: "PUT", path: path, bodyRoot: root, time: time, by: key)
    let lines = [
      "PUT \(path) HTTP/1.1", "host: localhost", "authorization: \(signature.header)",
      "\(CloudHeader.bodyRoot): \(root)", "content-type: application/octet-stream",
      "content-range: bytes 0-\(body.count - 1)/\(incident.sealed[.original]?.count ?? 0)",
      "content-length: \(body.count)", "", "",
    ]
    head = Array(lines.joined(separator: "\r\n").utf8)
  }
}
