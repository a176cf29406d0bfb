/// A field of a form with its label.
package struct FormField: PageModel, Hashable {
  /// What a field is filled in with.
  package enum Kind: Sendable, Hashable {
    /// One line, by the name of HTML's input type.
    case line(String)
    case area
    case check
    case choice([Option])
    /// Files, by the types that are offered.
    case files(accept: String, isMultiple: Bool)
  }

  /// One of several values.
  package struct Option: PageModel, Hashable {
    package let value: String
    package let title: String
    package var isChosen = false

    package init(_ value: String, _ title: String) {
      self.value = value
      self.title = title
    }
  }

  package private(set) var id: String
  package let name: String
  package let label: String
  package let value: String
  package let hint: String?
  package let placeholder: String?
  package let isRequired: Bool
  package let isWide: Bool
  package let type: String
  package let isInput: Bool
  package let isArea: Bool
  package let isCheck: Bool
  package let isSelect: Bool
  package let isFile: Bool
  package let isChosen: Bool
  package let options: [Option]
  package let accept: String?
  package let isMultiple: Bool

  /// - Parameters:
  ///   - value: what was typed before; `yes` ticks a box.
  ///   - isWide: whether it takes the whole width.
  package init(
    _ name: String, _ label: String, _ kind: Kind = .line("text"), value: String? = nil, hint: String? = nil,
    placeholder: String? = nil, isRequired: Bool = false, isWide: Bool = false
  ) {
    id = name
    self.name = name
    self.label = label
    self.value = value ?? ""
    self.hint = hint
    self.placeholder = placeholder
    self.isRequired = isRequired
    self.isWide = isWide
    isArea = kind == .area
    isCheck = kind == .check
    isChosen = isCheck && value == "yes"
    if case .line(let type) = kind { (self.type, isInput) = (type, true) } else { (type, isInput) = ("", false) }
    if case .choice(var options) = kind {
      for index in options.indices { options[index].isChosen = options[index].value == value }
      (self.options, isSelect) = (options, true)
    } else {
      (options, isSelect) = ([], false)
    }
    if case .files(let accept, let isMultiple) = kind {
      (self.accept, self.isMultiple, isFile) = (accept, isMultiple, true)
    } else {
      (accept, isMultiple, isFile) = (nil, false, false)
    }
  }

  /// With an identifier of its form, so that two forms of a page may have fields of one name.
  func inside(_ form: String) -> FormField {
    var field = self
    field.id = "\(form)-\(name)"
    return field
  }
}
