package import Mustache

/// A value that a template shows, property by property, all text escaped. A property that is nil is nothing, and never
/// stands for one of the same name further out.
package protocol PageModel: MustacheParent, Sendable {}

extension PageModel {
  package func child(named name: String) -> Any? {
    guard let value = Mirror(reflecting: self).children.first(where: { $0.label == name })?.value else { return nil }
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return value }
    return mirror.children.first?.value ?? Nothing()
  }
}

/// A property that is there and has no value.
private struct Nothing: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}
