import Cryptography
import Ethereum
import Foundation
import Testing
import VeilCloudAPI

@Suite("Values of the API")
struct ValueTests {
  @Test("ranges are read strictly")
  func ranges() {
    #expect(ContentRange("bytes 0-9/10")?.count == 10)
    for bad in [
      "bytes 0-10/10", "bytes 5-4/10", "bytes -1-4/10", "bytes 0-9/*", "0-9/10", "bytes 0-9", "bytes +0-9/10",
    ] {
      #expect(ContentRange(bad) == nil, "\(bad)")
    }
  }

  @Test("a signature's header is read strictly, and fits one request only")
  func header() throws {
    let key = try Samples.key("camera")
    let root = try RequestSignature.root(ofBody: [1])
    let cloud = try Samples.key("cloud").address
    let signature = try RequestSignature(
      for: cloud, method: "PUT", path: "/a?b=c", bodyRoot: root, time: 7, by: key)
    let read = try RequestSignature(header: signature.header)
    #expect(read == signature)
    #expect(read.isValid(method: "PUT", path: "/a?b=c", bodyRoot: root))
    #expect(!read.isValid(method: "POST", path: "/a?b=c", bodyRoot: root))
    #expect(!read.isValid(method: "PUT", path: "/a", bodyRoot: root))
    #expect(!read.isValid(method: "PUT", path: "/a?b=c", bodyRoot: Samples.hash("x")))
    let moved = RequestSignature(
      cloud: key.address, address: key.address, time: 7, nonce: signature.nonce, signature: signature.signature)
    #expect(!moved.isValid(method: "PUT", path: "/a?b=c", bodyRoot: root))
    for bad in [
      "", "Basic abc", "Veilcam ", signature.header + ",time=\"8\"", signature.header.replacing("time", with: "tome"),
      signature.header.replacing("0x", with: ""), String(signature.header.dropLast(3)),
    ] {
      #expect(throws: CloudError.self, "\(bad)") { try RequestSignature(header: bad) }
    }
  }

  @Test("documents keep their numbers and their spelling")
  func documents() throws {
    let text = "{\"a\":[18446744073709551615,-9223372036854775808,null,true,\"x\"],\"b\":{}}"
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
  }
}
