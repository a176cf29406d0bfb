/// One request in the owner's inbox, with the answers that are possible now.
package struct AnswerPage: PageModel {
  /// The incident's account lacks money.
  package struct Funding: PageModel {
    package let path: String
    package let missing: String
    package let statement: String
    package let wallet: String

    package init(path: String, missing: String, statement: String, wallet: String) {
      self.path = path
      self.missing = missing
      self.statement = statement
      self.wallet = wallet
    }
  }

  /// The approval itself.
  package struct Approval: PageModel {
    package let path: String
    package let heading: String
    package let text: String
    package let button: String
    package let isOriginal: Bool

    package init(path: String, heading: String, text: String, button: String, isOriginal: Bool) {
      self.path = path
      self.heading = heading
      self.text = text
      self.button = button
      self.isOriginal = isOriginal
    }
  }

  /// A button that needs nothing but its address.
  package struct Plain: PageModel {
    package let path: String

    package init(path: String) { self.path = path }
  }

  /// Money that can be taken out.
  package struct Payout: PageModel {
    package let path: String
    package let amount: String

    package init(path: String, amount: String) {
      self.path = path
      self.amount = amount
    }
  }

  /// Nothing to do now.
  package struct Waiting: PageModel {
    package let heading: String
    package let text: String

    package init(heading: String, text: String) {
      self.heading = heading
      self.text = text
    }
  }

  package var title = ""
  package var subtitle = ""
  package var token = ""
  package var badge: Badge?
  package var steps: [Step] = []
  package var reason: String?
  package var previews: [EvidencePage.Preview] = []
  package var facts: [Fact] = []
  package var funding: Funding?
  package var announce: Plain?
  package var approve: Approval?
  package var deny: Plain?
  package var settle: Plain?
  package var withdraw: Payout?
  package var waiting: Waiting?

  package init() {}
}
