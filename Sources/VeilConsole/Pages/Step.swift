/// A step on the way of something that goes through states.
package struct Step: PageModel, Hashable {
  /// Where the way has got to.
  package enum Progress: String, Sendable { case done, now, stopped, ahead }

  package let title: String
  package let kind: String
  package let isNow: Bool

  package init(_ title: String, _ progress: Progress) {
    self.title = title
    kind = progress.rawValue
    isNow = progress == .now || progress == .stopped
  }
}
