import Cryptography
import Foundation
import VeilConsole
import VeilRegistry

/// The fields of the registry's forms, filled in with what was typed before.
struct RegistryFields {
  private let typed: FormFields

  init(_ typed: FormFields = FormFields(text: "")) { self.typed = typed }

  /// Why it is done. Never filled in with an earlier reason.
  static var purpose: [FormField] {
    [
      FormField(
        "reason", "Reason", placeholder: "Written into the audit log", isRequired: true, isWide: true),
      FormField("case", "Case number"),
    ]
  }

  var purpose: [FormField] {
    [
      FormField(
        "reason", "Reason", value: typed["reason"], placeholder: "Written into the audit log", isRequired: true,
        isWide: true), FormField("case", "Case number", value: typed["case"]),
    ]
  }

  /// One word of each kind.
  var words: [FormField] {
    AttributeKind.allCases.map { FormField($0.rawValue, $0.title, value: typed[$0.rawValue]) }
  }

  /// Words of each kind, one a line.
  var person: [FormField] {
    AttributeKind.allCases.map { kind in
      kind == .birthDate
        ? FormField(kind.rawValue, kind.title, value: typed[kind.rawValue], placeholder: "YYYY-MM-DD")
        : FormField(kind.rawValue, kind.title, .area, value: typed[kind.rawValue], hint: "One a line.")
    }
  }

  /// How words are compared; nothing where there is no choice.
  func form(of options: RegistryOptions) -> [FormField] {
    let forms = TokenForm.allCases.filter { options.forms.union([.exact]).contains($0) }
    guard forms.count > 1 else { return [] }
    return [
      FormField(
        "form", "Compare", .choice(forms.map { FormField.Option($0.rawValue, $0.title) }),
        value: typed["form"] ?? TokenForm.exact.rawValue)
    ]
  }

  var assessment: [FormField] {
    [
      FormField("risk", "Risk, 0 to 100", value: typed["risk"], isRequired: true),
      FormField(
        "until", "Holds until (UTC)", .line("date"), value: typed["until"], hint: "Five years at most.",
        isRequired: true),
      FormField("suspect", "Suspected of a crime", .check, value: typed["suspect"], isWide: true),
    ]
  }

  /// Another manager's signature, where one alone opens nothing.
  static let agreement = FormField(
    "agreement", "Another manager's agreement", .files(accept: "application/json,.json", isMultiple: false),
    hint: "The two-person rule is in force: ask under Agreements.", isRequired: true, isWide: true)
  static let request = FormField(
    "request", "His request", .files(accept: "application/json,.json", isMultiple: false), isRequired: true,
    isWide: true)
  static let noRequest = RegistryError(.invalidQuery, "choose the file that the other manager sent")

  var record: FormField {
    FormField("record", "Or a record", value: typed["record"], placeholder: "32 hexadecimal digits")
  }

  var hours: FormField { FormField("hours", "For how many hours", .line("number"), value: typed["hours"] ?? "24") }

  static let photographs = FormField(
    "face", "Photographs", .files(accept: "image/*", isMultiple: true), hint: "Each with one face, large and clear.",
    isWide: true)
}

extension RegistryFields {
  /// The words that were typed into ``words``.
  static func query(_ fields: FormFields) throws -> [Attribute] {
    try AttributeKind.allCases.compactMap { kind in
      try fields.text(kind.rawValue).map { try Attribute(kind, $0) }
    }
  }

  /// The words that were typed into ``person``.
  static func attributes(_ fields: FormFields) throws -> [Attribute] {
    try AttributeKind.allCases.flatMap { kind in
      try (fields[kind.rawValue] ?? "").split(whereSeparator: \.isNewline)
        .filter { !$0.allSatisfy(\.isWhitespace) }.map { try Attribute(kind, String($0)) }
    }
  }

  /// What was typed into ``assessment``.
  /// - Throws: ``RegistryError`` `invalidAssessment`
  static func assessment(_ fields: FormFields, by manager: Address, at now: UInt64) throws -> Assessment {
    guard let risk = fields.text("risk").flatMap({ Double($0.replacing(",", with: ".")) }) else {
      throw RegistryError(.invalidAssessment, "a risk is a number from 0 to 100")
    }
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    guard let day = fields.text("until").flatMap({ try? Date($0, strategy: style) }), day.timeIntervalSince1970 > 0
    else { throw RegistryError(.invalidAssessment, "an assessment holds until a day; write it as YYYY-MM-DD") }
    return try Assessment(
      risk: try Risk(risk), isSuspect: fields["suspect"] == "yes", setBy: manager, setAt: now,
      expiresAt: UInt64(day.timeIntervalSince1970))
  }
}

extension AttributeKind {
  /// As a person says it.
  var title: String {
    switch self {
    case .name: "Name"
    case .birthDate: "Birth date"
    case .documentNumber: "Document number"
    case .phone: "Telephone"
    case .address: "Address"
    case .plate: "Licence plate"
    }
  }
}

extension TokenForm {
  /// As a person says it.
  var title: String {
    switch self {
    case .exact: "the whole word"
    case .phonetic: "how a name sounds"
    case .prefix: "how it begins"
    }
  }
}
