package import Cryptography
package import Ethereum

/// What an incident's fresh account lacks before it can approve, and what giving it money tells the world.
package struct FundingPlan: Sendable, Hashable {
  package let account: Address
  /// What the account has, in wei.
  package let balance: UInt256
  /// The deposit and the gas of the approval, in wei.
  package let needed: UInt256
  /// For how many other incidents of this owner each wallet has paid.
  let paidBefore: [Address: Int]

  /// Zero where the account has enough.
  package var missing: UInt256 {
    let (rest, isNegative) = needed.subtractingReportingOverflow(balance)
    return isNegative ? .zero : rest
  }

  /// What everybody can see for ever once `wallet` has paid.
  package func statement(wallet: Address) -> String {
    let others = paidBefore[wallet] ?? 0
    let warning =
      others == 0
      ? ""
      : " This wallet has paid for \(others == 1 ? "another incident" : "\(others) other incidents") of yours already."
    return """
      A transfer from \(wallet) to \(account) stands on the ledger for ever. Everybody can see that this incident belongs \
      to the owner of that wallet, and so can whoever knows the wallet, an exchange for example. If the same wallet pays \
      for another incident, the two are linked with each other. A wallet that is used for nothing else links the least.\
      \(warning)
      """
  }
}
