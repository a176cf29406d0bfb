/// What the layout shows around every page.
struct LayoutPage: PageModel {
  struct Item: PageModel {
    let title: String
    let path: String
    let isCurrent: Bool
    let count: String?
  }

  let title: String
  let place: String
  let navigation: [Item]
  let hasNavigation: Bool
  let notices: [Notice]
  /// Markup that a template rendered.
  let main: String
  let footer: String
  let version: String
  let token: String?
  let style: String
  let icon: String
  let scripts: [String]
}

/// A page with one message.
struct MessagePage: PageModel {
  let heading: String
  let message: String
}
