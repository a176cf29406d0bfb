internal import Foundation
package import HTTPTypes
package import Hummingbird
internal import Mustache

/// A console's look: its templates, navigation and layout. Text that comes from anywhere is escaped by the templates.
package struct ConsoleSite: Sendable {
  private let library: MustacheLibrary
  /// Beside the name in the head: whose console this is.
  private let place: String
  private let navigation: [NavigationItem]
  private let footer: String
  private let version: String

  /// - Throws: the parser's error for a template that is no template.
  package init(place: String, navigation: [NavigationItem], footer: String, version: String) throws {
    self.place = place
    self.navigation = navigation
    self.footer = footer
    self.version = version
    var library = MustacheLibrary()
    for template in ConsoleTemplate.allCases { try library.register(template.text, named: template.rawValue) }
    self.library = library
  }

  /// The whole page.
  package func response(
    _ page: ConsolePage, session: ConsoleSession? = nil, status: HTTPResponse.Status = .ok
  ) -> Response {
    Self.html(layout(page, session: session), status: status)
  }

  /// A part of a page, for another template to take in.
  package func render(_ template: ConsoleTemplate, _ model: some PageModel) -> String {
    library.render(model, withTemplate: template.rawValue) ?? ""
  }

  /// The page of an error, or JSON for scripts.
  package func errorPage(_ status: HTTPResponse.Status, message: String, wantsJSON: Bool = false) -> Response {
    guard !wantsJSON else {
      let body = (try? JSONEncoder().encode(["error": message])) ?? Data()
      return Response(
        status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
    let content = MessagePage(heading: Self.heading(status), message: message)
    return response(
      ConsolePage(content.heading, path: "", template: .message, content: content), status: status)
  }

  /// Sends the browser to another page after a form did its work.
  package static func redirect(to path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  private func layout(_ page: ConsolePage, session: ConsoleSession?) -> String {
    let main = library.render(page.content, withTemplate: page.template.rawValue) ?? ""
    let items = navigation.map { item in
      LayoutPage.Item(
        title: item.title, path: item.path, isCurrent: item.path == page.path,
        count: (page.counts[item.path] ?? item.count).flatMap { $0 > 0 ? String($0) : nil })
    }
    let layout = LayoutPage(
      title: page.title, place: place, navigation: items, hasNavigation: !items.isEmpty, notices: page.notices,
      main: main, footer: footer, version: version, token: session?.token, style: ConsoleAsset.style.path,
      icon: ConsoleAsset.icon.path, scripts: ([.common] + page.scripts).map(\.path))
    return library.render(layout, withTemplate: ConsoleTemplate.layout.rawValue) ?? ""
  }

  private static func html(_ text: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private static func heading(_ status: HTTPResponse.Status) -> String {
    switch status.code {
    case 401: "This console is locked"
    case 403: "Refused"
    case 404: "Not found"
    case 421: "Not at this address"
    case 422: "That did not work"
    case 429: "Too many requests"
    case 400..<500: "That did not work"
    default: "Something went wrong"
    }
  }
}
