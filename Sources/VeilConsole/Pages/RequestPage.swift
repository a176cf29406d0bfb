/// One of the requester's requests: where it stands, the opened film, and what can be done next.
package struct RequestPage: PageModel {
  /// An opened film.
  package struct Film: PageModel {
    package let title: String
    package let path: String
    package let file: String

    package init(title: String, path: String, file: String) {
      self.title = title
      self.path = path
      self.file = file
    }
  }

  /// A button that changes something.
  package struct Action: PageModel {
    package let title: String
    package let path: String
    package let kind: String
    /// Where a payout goes by default; nil where nothing is paid out.
    package let address: String?
    package let hint: String?

    package init(_ title: String, path: String, kind: String = "primary", address: String? = nil, hint: String? = nil) {
      self.title = title
      self.path = path
      self.kind = kind
      self.address = address
      self.hint = hint
    }
  }

  package var title = ""
  package var subtitle = ""
  package var token = ""
  package var badge: Badge?
  package var steps: [Step] = []
  /// Where a running job's state can be asked for.
  package var job: String?
  package var fault: String?
  package var films: [Film] = []
  package var checks: [Check] = [] { didSet { hasChecks = !checks.isEmpty } }
  package private(set) var hasChecks = false
  package var facts: [Fact] = []
  package var nextTitle = ""
  package var nextText = ""
  package var actions: [Action] = []

  package init() {}
}
