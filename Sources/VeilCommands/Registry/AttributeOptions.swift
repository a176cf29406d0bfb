import ArgumentParser
import VeilRegistry

/// What is known of a person.
struct AttributeOptions: ParsableArguments {
  @Option(help: "Name, in any script; may be repeated.") var name: [String] = []
  @Option(help: "Birth date, YYYY-MM-DD or any form whose order is beyond doubt.") var birthDate: String?
  @Option(help: "Number of an identity document; may be repeated.") var document: [String] = []
  @Option(help: "Telephone number; may be repeated.") var phone: [String] = []
  @Option(help: "Address; may be repeated.") var address: [String] = []
  @Option(help: "Licence plate; may be repeated.") var plate: [String] = []

  init() {}

  var attributes: [Attribute] {
    get throws {
      let given: [(AttributeKind, [String])] = [
        (.name, name), (.birthDate, birthDate.map { [$0] } ?? []), (.documentNumber, document), (.phone, phone),
        (.address, address), (.plate, plate),
      ]
      return try given.flatMap { kind, texts in try texts.map { try Attribute(kind, $0) } }
    }
  }
}
