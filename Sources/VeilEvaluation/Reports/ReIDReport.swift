/// The result of `veilcam evaluate reid`.
package struct ReIDReport: Sendable, Hashable, Codable {
  /// Names of films or of the data set.
  package let sources: [String]
  /// What was run, a line each.
  package let configuration: [String]
  package let results: ReIDResults

  package init(sources: [String], configuration: [String], results: ReIDResults) {
    self.sources = sources
    self.configuration = configuration
    self.results = results
  }
}
