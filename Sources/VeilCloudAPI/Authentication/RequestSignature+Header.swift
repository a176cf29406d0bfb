internal import Cryptography

extension RequestSignature {
  /// The value of the Authorization header.
  package var header: String {
    "\(Self.scheme) cloud=\"\(cloud)\",address=\"\(address)\",time=\"\(time)\",nonce=\"\(Hex.encode(nonce, prefix: true))\","
      + "signature=\"\(Hex.encode(signature.bytes, prefix: true))\""
  }

  /// Reads a header's value.
  /// - Throws: ``CloudError`` `unauthenticated`.
  package init(header: String) throws {
    guard header.hasPrefix(Self.scheme + " "), header.utf8.count <= 1_000 else { throw Self.unreadable }
    var fields = [Substring: Substring]()
    for field in header.dropFirst(Self.scheme.count + 1).split(separator: ",") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].count >= 2, parts[1].first == "\"", parts[1].last == "\"" else {
        throw Self.unreadable
      }
      let name = parts[0].drop { $0 == " " }
      guard fields.updateValue(parts[1].dropFirst().dropLast(), forKey: name) == nil else { throw Self.unreadable }
    }
    guard fields.count == 5, let cloud = fields["cloud"].flatMap({ try? Address($0) }),
      let address = fields["address"].flatMap({ try? Address($0) }),
      let time = fields["time"].flatMap({ UInt64($0) }),
      let nonce = fields["nonce"].flatMap({ try? Hex.decode($0) }), Self.nonceByteCounts.contains(nonce.count),
      let bytes = fields["signature"].flatMap({ try? Hex.decode($0) }),
      let signature = try? RecoverableSignature(bytes: bytes)
    else { throw Self.unreadable }
    self.init(cloud: cloud, address: address, time: time, nonce: nonce, signature: signature)
  }

  private static var unreadable: CloudError {
    CloudError(
      .unauthenticated,
      "the request must be signed: Authorization: Veilcam cloud=…,address=…,time=…,nonce=…,signature=… (docs/openapi.yaml)",
      status: 401)
  }
}
