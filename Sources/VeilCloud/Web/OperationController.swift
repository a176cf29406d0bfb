internal import Ethereum
internal import Hummingbird
internal import VeilCloudAPI

/// Health, metrics, the ledger's description and challenges.
struct OperationController: Sendable {
  let metrics: Metrics
  let chain: any EvidenceChainPort
  let authenticator: Authenticator
  let watch: LedgerWatch

  func addRoutes(to router: Router<CloudContext>) {
    router.get("/healthz") { _, _ in try APIReply.json(HealthReply(cloud: authenticator.cloud, ledger: watch.state)) }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
    }
    router.get("/v1/ledger") { _, _ in APIReply.text(ByteBuffer(string: chain.terms.description.text)) }
    router.get("/v1/challenge") { _, _ in try APIReply.json(authenticator.challenge()) }
  }
}
