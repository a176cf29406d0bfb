/// What goes into the layout.
package struct ConsolePage: Sendable {
  /// Shown in the browser's tab.
  package let title: String
  /// The navigation entry that is current.
  package let path: String
  package let template: ConsoleTemplate
  package let content: any PageModel
  package var notices: [Notice] = []
  package var scripts: [ConsoleAsset] = []
  /// Numbers for entries of the navigation, by path.
  package var counts: [String: Int] = [:]

  package init(_ title: String, path: String, template: ConsoleTemplate, content: any PageModel) {
    self.title = title
    self.path = path
    self.template = template
    self.content = content
  }

  package static func document(_ content: DocumentPage, path: String) -> ConsolePage {
    ConsolePage(content.title, path: path, template: .document, content: content)
  }

  package static func work(_ content: WorkPage, path: String) -> ConsolePage {
    ConsolePage(content.title, path: path, template: .work, content: content)
  }

  package static func search(_ content: SearchPage, path: String) -> ConsolePage {
    var page = ConsolePage("Search", path: path, template: .search, content: content)
    page.scripts = [.map]
    return page
  }

  package static func evidence(_ content: EvidencePage, path: String) -> ConsolePage {
    ConsolePage(content.title, path: path, template: .evidence, content: content)
  }
}
