/// Pictures side by side, each with what is to be seen on it.
package struct Gallery: PageModel, Hashable {
  /// One picture.
  package struct Picture: PageModel, Hashable {
    package let path: String
    /// What a screen reader says of it.
    package let alt: String
    package let title: String
    package let lines: [String]

    package init(path: String, alt: String, title: String, lines: [String]) {
      self.path = path
      self.alt = alt
      self.title = title
      self.lines = lines
    }
  }

  package let title: String
  package let text: String?
  package let pictures: [Picture]

  package init(_ title: String, text: String? = nil, pictures: [Picture]) {
    self.title = title
    self.text = text
    self.pictures = pictures
  }
}
