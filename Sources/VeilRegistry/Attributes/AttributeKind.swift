/// What can be said of a person, by the names of the command line. The numbers are part of the token format.
package enum AttributeKind: String, Sendable, Hashable, CaseIterable {
  case name
  case birthDate = "birth-date"
  case documentNumber = "document"
  case phone
  case address
  case plate

  /// Tells the kinds apart in key derivation.
  var number: UInt8 {
    switch self {
    case .name: 1
    case .birthDate: 2
    case .documentNumber: 3
    case .phone: 4
    case .address: 5
    case .plate: 6
    }
  }

  /// Finds a kind by its name.
  /// - Throws: ``RegistryError`` `unknownAttribute` that names the choices.
  package init(named name: String) throws(RegistryError) {
    guard let kind = AttributeKind(rawValue: name) else {
      let choices = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw RegistryError(.unknownAttribute, "there is no attribute of this name; the attributes are \(choices)")
    }
    self = kind
  }
}
