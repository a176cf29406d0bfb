/// Why a node did not answer, or what it answered instead, in one sentence that says what to do.
package struct RPCError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// No connection, no answer in time, too many requests, an HTTP status other than success.
    case unreachable, timedOut, rateLimited, httpStatus
    /// The answer is not JSON-RPC, or not what the method must answer; it is larger than we take.
    case malformedResponse, responseTooLarge
    /// The node does not know the method; it reports an error that has no code of its own here.
    case methodNotFound, server
    /// A contract refused the call; see `RPCError.revert`.
    case reverted
    /// The node refused a transaction: its nonce is used, it has it already, its fee is too low to replace another, the
    /// account has not enough money.
    case nonceTooLow, alreadyKnown, underpriced, insufficientFunds
    /// The node is of another chain than asked for.
    case wrongChain
    /// The transaction was not mined in time; another of the same nonce was; its fee would exceed the limit.
    case notMined, replacedByAnother, feeLimit
    /// Blocks were exchanged deeper than the follower keeps track of.
    case reorganisedTooDeep
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String
  /// The number that the node gave, if it answered with an error.
  package let serverCode: Int?
  /// The data that came with the node's error: what a contract reverted with.
  package let data: [UInt8]?
  /// How long the server asked to wait.
  package let retryAfter: Duration?

  package init(
    _ code: Code, _ message: String, serverCode: Int? = nil, data: [UInt8]? = nil, retryAfter: Duration? = nil
  ) {
    self.code = code
    self.message = message
    self.serverCode = serverCode
    self.data = data
    self.retryAfter = retryAfter
  }

  package var description: String { message }

  /// Whether asking again may help.
  package var isTransient: Bool {
    switch code {
    case .unreachable, .timedOut, .rateLimited: true
    case .httpStatus: serverCode.map { (500...599).contains($0) } ?? false
    default: false
    }
  }

  /// Why a contract refused the call, if it did.
  /// - Parameter contract: where the contract's own errors are looked up.
  package func revert(_ contract: ABIContract? = nil) -> RevertReason? {
    code == .reverted ? RevertReason(data ?? [], contract: contract) : nil
  }
}

extension RPCError {
  /// What an error object of a node means. Nodes agree on few numbers, so the common texts are looked for.
  init(errorObject: JSON) {
    let number = errorObject["code"]?.int
    let text = errorObject["message"]?.string ?? ""
    let data = Self.data(errorObject["data"])
    let lowered = text.lowercased()
    let has = { (part: String) in lowered.contains(part) }
    let said = "the node answered: \(text.prefix(300))"
    switch number {
    case 3: self.init(reverting: data ?? [], text, number)
    case _ where has("execution reverted") || has("revert") && data != nil:
      self.init(reverting: data ?? [], text, number)
    case -32601: self.init(.methodNotFound, said, serverCode: number)
    case -32005, 429:
      self.init(.rateLimited, "the node limits how often it may be asked; try again later", serverCode: number)
    case _ where has("rate limit") || has("too many requests"):
      self.init(.rateLimited, "the node limits how often it may be asked; try again later", serverCode: number)
    case _ where has("nonce too low") || has("nonce is too low") || has("invalid nonce"):
      self.init(.nonceTooLow, said, serverCode: number)
    case _ where has("already known") || has("known transaction") || has("alreadyknown") || has("already imported"):
      self.init(.alreadyKnown, said, serverCode: number)
    case _ where has("underpriced") || has("fee too low") || has("gas price too low"):
      self.init(.underpriced, said, serverCode: number)
    case _ where has("insufficient funds") || has("insufficient balance"):
      self.init(.insufficientFunds, "the account has not enough money for value and gas; fund it", serverCode: number)
    default: self.init(.server, said, serverCode: number, data: data)
    }
  }

  private init(reverting data: [UInt8], _ text: String, _ number: Int?) {
    let reason = RevertReason(data)
    let said = data.isEmpty ? String(text.prefix(300)) : reason.description
    self.init(.reverted, "the contract refused the call: \(said)", serverCode: number, data: data)
  }

  /// Revert data lies in `data` itself, or in an object under it.
  private static func data(_ json: JSON?) -> [UInt8]? {
    let text = json?.string ?? json?["data"]?.string ?? json?["result"]?.string
    // Some nodes write “Reverted 0x…”.
    guard let last = text?.split(separator: " ").last else { return nil }
    return try? HexText.bytes(last)
  }
}
