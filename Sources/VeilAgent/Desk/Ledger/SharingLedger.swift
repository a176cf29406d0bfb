package import Cryptography
package import Ethereum

/// What the desk needs of a ledger. Reading asks for everything and sorts it here, so that nobody learns from the
/// questions which evidence or which account is the asker's.
package protocol SharingLedger: Sendable {
  func rules() async throws -> SharingRules

  /// All evidence that was ever published.
  func evidences() async throws -> [DeskEvidence]

  /// - Throws: `unknown` where the address is no evidence contract of the factory.
  func evidence(at address: Address) async throws -> DeskEvidence

  /// All requests that were ever made, with the state they are in now.
  func requests() async throws -> [DeskRequest]

  /// - Throws: `unknown` where the address is no request contract of the factory.
  func request(at address: Address) async throws -> DeskRequest

  /// How the cloud's audit log was when its root was written to the ledger last; nil if it never was.
  func anchoredAudit() async throws -> LogMark?

  /// Seconds since 1970 as the newest block has it: the contracts count by it, whatever the clocks of the parties say.
  func time() async throws -> Int64

  /// What a unit of gas may cost now, in wei, with some room.
  func gasPrice() async throws -> UInt256

  /// What an account has, in wei.
  func balance(of account: Address) async throws -> UInt256

  /// What an account can take out of a request, in wei.
  func credit(of account: Address, in request: Address) async throws -> UInt256

  /// Sends a transaction, and returns when it lies in a block and did what it should.
  /// - Throws: `refused` with the contract's reason.
  func send(_ action: DeskAction, signedBy key: SecretKey) async throws -> DeskReceipt
}
