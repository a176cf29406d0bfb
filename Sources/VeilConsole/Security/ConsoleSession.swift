/// One browser's visit: a random name in a cookie, and the token that its forms must carry.
package struct ConsoleSession: Sendable, Hashable {
  /// 64 hexadecimal digits, known to the browser and to nobody else.
  package let name: String
  /// Goes into every form as the field `csrf`, and into requests of scripts as the header `X-CSRF-Token`.
  package let token: String

  package init(name: String, token: String) {
    self.name = name
    self.token = token
  }
}
