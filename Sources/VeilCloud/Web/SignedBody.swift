internal import Cryptography
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI

/// Reads the bodies of requests, checks who signed them, and decodes them.
struct SignedBody: Sendable {
  let reader: BodyReader
  let authenticator: Authenticator

  /// JSON without a signature of the request.
  func json<Value: Decodable>(_ request: Request, as type: Value.Type = Value.self) async throws -> Value {
    try Self.decode(try await content(request))
  }

  /// JSON and who signed it.
  func signedJSON<Value: Decodable>(
    _ request: Request, challenged: Bool = false, as type: Value.Type = Value.self
  ) async throws -> (value: Value, signer: Address) {
    let bytes = try await content(request)
    let root = try RequestSignature.root(ofBody: bytes)
    let signer = try authenticator.signer(of: request, bodyRoot: root, challenged: challenged)
    return (try Self.decode(bytes), signer)
  }

  /// Whole bytes and who signed them.
  func signedBytes(_ request: Request, limit: Int) async throws -> (bytes: [UInt8], signer: Address) {
    let bytes = try await reader.bytes(of: request, limit: limit)
    return (bytes, try authenticator.signer(of: request, bodyRoot: try RequestSignature.root(ofBody: bytes)))
  }

  /// The root of a body that has not been read yet, and who signed for it.
  func announced(_ request: Request) throws -> (root: Hash256, signer: Address) {
    guard let name = HTTPField.Name(CloudHeader.bodyRoot), let text = request.headers[name],
      let root = Hash256(hex: text)
    else { throw CloudError(.malformed, "the request needs the field \(CloudHeader.bodyRoot)") }
    return (root, try authenticator.signer(of: request, bodyRoot: root))
  }

  private func content(_ request: Request) async throws -> [UInt8] {
    guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
      throw CloudError(.malformed, "the body is application/json")
    }
    return try await reader.bytes(of: request, limit: reader.limits.jsonByteCount)
  }

  private static func decode<Value: Decodable>(_ bytes: [UInt8]) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw CloudError(.malformed, "the body is not what docs/openapi.yaml describes")
    }
  }
}
