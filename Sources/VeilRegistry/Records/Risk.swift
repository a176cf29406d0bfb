/// A subject's risk, 0 to 100 (the risk paper's "assuming a maximum of 100").
package struct Risk: Sendable, Hashable {
  package let value: Double

  /// - Throws: ``RegistryError`` `invalidAssessment` for anything that is no number from 0 to 100.
  package init(_ value: Double) throws(RegistryError) {
    guard value >= 0, value <= 100 else {
      throw RegistryError(.invalidAssessment, "a risk is a number from 0 to 100")
    }
    // -0 would have another spelling than 0.
    self.value = value == 0 ? 0 : value
  }
}
