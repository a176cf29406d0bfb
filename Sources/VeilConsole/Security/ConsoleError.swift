package import HTTPTypes

/// Why a console refuses, in sentences that a visitor may read. Never carries internals.
package struct ConsoleError: Error, Sendable, CustomStringConvertible {
  package let status: HTTPResponse.Status
  package let message: String

  package init(_ status: HTTPResponse.Status, _ message: String) {
    self.status = status
    self.message = message
  }

  package var description: String { message }
}
