/// The form beside an evidence page that asks for the film.
package struct AskPanel: PageModel {
  package let action: String
  package let token: String
  /// The least reward, in ETH.
  package let minimum: String
  package let account: String
  package let isOpen: Bool
  /// Why nothing can be asked for.
  package let closedText: String

  package init(action: String, token: String, minimum: String, account: String, closed: String?) {
    self.action = action
    self.token = token
    self.minimum = minimum
    self.account = account
    isOpen = closed == nil
    closedText = closed ?? ""
  }
}
