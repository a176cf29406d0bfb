/// Small documents of the cloud's own, by name.
package protocol StateRepository: Sendable {
  func document(_ name: String) async throws -> String?
  func set(_ name: String, to document: String) async throws
}
