package import Foundation

/// A head as it is published: with a version that only grows, signed by its publisher.
package struct PublishedModel: Sendable, Hashable {
  package static let format = "veilcam-accident-model"
  private static let limit = 128 << 20

  package let version: Int
  /// Seconds since 1970.
  package let created: Int
  /// The head's file, byte for byte.
  package let headBytes: Data
  package let signature: Data

  private struct Content: Codable {
    let format: String
    let version: Int
    let created: Int
    let head: String
    let signature: String
  }

  /// Signs a head.
  package init(_ head: AccidentHead, version: Int, created: Int, key: PublisherKey) throws {
    headBytes = try HeadFile.encode(head)
    self.version = version
    self.created = created
    signature = try key.sign(Self.message(version: version, created: created, headBytes))
  }

  /// Reads a published model whose signature is that of a publisher.
  /// - Parameter publicKey: 64 hexadecimal digits.
  /// - Throws: ``AccidentError``: `.headInvalid`, `.signature`.
  package init(_ bytes: Data, origin: String, publicKey: String) throws {
    guard bytes.count <= Self.limit, let content = try? JSONDecoder().decode(Content.self, from: bytes),
      content.format == Self.format, content.version > 0, let head = Data(base64Encoded: content.head),
      let signature = Data(base64Encoded: content.signature)
    else { throw AccidentError(.headInvalid, "\(origin) is no published model; fetch it again") }
    let message = Self.message(version: content.version, created: content.created, head)
    guard PublisherKey.isValid(signature, of: message, publicKey: publicKey) else {
      throw AccidentError(
        .signature, "\(origin) does not carry the publisher's signature; it is not used, and the model in use stays")
    }
    (version, created, headBytes, self.signature) = (content.version, content.created, head, signature)
  }

  /// The file's bytes.
  package func encode() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(
      Content(
        format: Self.format, version: version, created: created, head: headBytes.base64EncodedString(),
        signature: signature.base64EncodedString())) + Data("\n".utf8)
  }

  /// The head in it.
  /// - Throws: ``AccidentError`` `.headInvalid`.
  package var head: AccidentHead {
    get throws { try HeadFile.decode(headBytes, origin: "published model \(version)") }
  }

  /// What is signed: a name of its own, so that no other signature of the key can stand for it, then version and time,
  /// big-endian, then the head's bytes.
  private static func message(version: Int, created: Int, _ head: Data) -> Data {
    var message = Data("veilcam accident model v1\0".utf8)
    for number in [UInt64(max(0, version)), UInt64(max(0, created))] {
      withUnsafeBytes(of: number.bigEndian) { message.append(contentsOf: $0) }
    }
    return message + head
  }
}
