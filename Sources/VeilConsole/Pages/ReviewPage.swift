/// The editor of a film's boxes; everything else is the script's.
package struct ReviewPage: PageModel {
  /// A way to hide.
  package struct Method: PageModel {
    package let name: String
    package let isChosen: Bool

    package init(name: String, isChosen: Bool) {
      self.name = name
      self.isChosen = isChosen
    }
  }

  package let name: String
  /// Address of the rendered film.
  package let film: String
  package let categories: [String]
  package let methods: [Method]

  package init(name: String, film: String, categories: [String], methods: [Method]) {
    self.name = name
    self.film = film
    self.categories = categories
    self.methods = methods
  }
}
