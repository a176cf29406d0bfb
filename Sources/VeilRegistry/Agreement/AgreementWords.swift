internal import Cryptography
internal import Ethereum

/// The words of a query, as the manager who agrees reads them.
package struct AgreementWords: Sendable, Hashable {
  package let form: TokenForm
  package let attributes: [Attribute]

  init(form: TokenForm, attributes: [Attribute]) {
    self.form = form
    self.attributes = attributes
  }

  var bytes: [UInt8] {
    let list = attributes.map { JSON.object(["kind": .string($0.kind.rawValue), "text": .string($0.text)]) }
    return Array(JSON.object(["form": .string(form.rawValue), "words": .array(list)]).text.utf8)
  }

  /// Reads ``bytes``.
  init(bytes: [UInt8]) throws {
    guard let json = try? JSON(parsing: bytes), let form = json["form"]?.string.flatMap({ TokenForm(rawValue: $0) }),
      let list = json["words"]?.array
    else { throw AgreementRequest.malformed }
    self.form = form
    attributes = try list.map { item in
      try Attribute(try AttributeKind(named: item["kind"]?.string ?? ""), item["text"]?.string ?? "")
    }
  }
}
