package import Ethereum
package import Foundation

/// Where a ledger answers.
package struct LedgerEndpoint: Sendable, Hashable {
  package let url: URL
  package let chainID: UInt64

  package init(url: URL, chainID: UInt64) {
    self.url = url
    self.chainID = chainID
  }

  /// A client for it.
  package func node(retries: RetryPolicy = RetryPolicy()) -> EthereumNode {
    EthereumNode(RPCClient(transport: URLSessionTransport(url: url), retries: retries))
  }
}
