internal import Ethereum

/// Turns what the client and the contracts throw into one clear sentence.
enum LedgerFailure {
  /// Runs work whose errors are explained.
  static func explained<Value>(_ contracts: VeilContracts, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as RPCError {
      throw explain(error, contracts)
    } catch let error as EthereumError {
      throw LedgerError(.malformed, error.message)
    }
  }

  static func explain(_ error: RPCError, _ contracts: VeilContracts) -> LedgerError {
    switch error.code {
    case .unreachable, .timedOut, .rateLimited, .httpStatus: LedgerError(.unreachable, error.message)
    case .reverted: refusal(error.data ?? [], contracts)
    case .insufficientFunds: LedgerError(.insufficientFunds, error.message)
    case .wrongChain: LedgerError(.wrongChain, error.message)
    case .notMined, .feeLimit, .underpriced: LedgerError(.notMined, error.message)
    case .replacedByAnother, .wrongNonce: LedgerError(.replaced, error.message)
    default: LedgerError(.malformed, error.message)
    }
  }

  /// What a contract's word for a refusal means.
  static func refusal(_ data: [UInt8], _ contracts: VeilContracts) -> LedgerError {
    var reason = RevertReason(data)
    for contract in contracts.errors {
      guard case .unknown = reason else { break }
      reason = RevertReason(data, contract: contract)
    }
    switch reason {
    case .message(let text):
      let sentence = RefusalText.sentences[text] ?? "the contract refused it: \(text.prefix(200))"
      return LedgerError(.refused, sentence, reason: text)
    case .none:
      return LedgerError(.refused, "the contract refused the call and gave no reason; check who calls what")
    default: return LedgerError(.refused, "the contract refused it: \(reason)", reason: reason.description)
    }
  }
}
