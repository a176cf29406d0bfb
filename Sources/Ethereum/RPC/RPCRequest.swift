/// A call of a node's method.
package struct RPCRequest: Sendable, Hashable {
  package let method: String
  package let parameters: [JSON]

  package init(_ method: String, _ parameters: [JSON] = []) {
    self.method = method
    self.parameters = parameters
  }

  /// Whether the call changes nothing, so that it may be repeated when no answer came. Only methods known to be so.
  package var isIdempotent: Bool {
    method.hasPrefix("eth_get") && !method.hasPrefix("eth_getFilter") || Self.idempotent.contains(method)
  }

  private static let idempotent: Set<String> = [
    "eth_blockNumber", "eth_call", "eth_chainId", "eth_createAccessList", "eth_estimateGas", "eth_feeHistory",
    "eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_syncing", "net_version", "web3_clientVersion",
  ]

  func json(id: Int) -> JSON {
    ["jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": .array(parameters)]
  }
}
