import VeilVision

/// A model and its state, as `models list` and `models verify` print it.
struct ModelRow: TableRow {
  static let columns = ["ROLE", "MODEL", "STATE", "USED", "LICENCE", "WHERE"]

  let role: String
  let model: String
  let state: String
  let isUsed: Bool
  let licence: String
  let path: String?
  let origin: String?

  init(_ status: ModelStatus) {
    role = status.manifest.role.rawValue
    model = status.manifest.name
    isUsed = status.isChosen
    licence = status.manifest.licence
    path = status.path
    origin = status.origin?.rawValue
    state =
      switch status.state {
      case .missing: "missing"
      case .present: "present"
      case .verified: "verified"
      case .wrong(let sentence): sentence
      }
  }

  var cells: [String] { [role, model, state, isUsed ? "yes" : "", licence, path ?? ""] }
}
