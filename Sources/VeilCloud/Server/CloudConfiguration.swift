package import Cryptography

/// Where a cloud serves, what it keeps, and who it is.
package struct CloudConfiguration: Sendable {
  /// Files for TLS, in PEM.
  package struct Certificate: Sendable {
    package let chain: String
    package let key: String

    package init(chain: String, key: String) {
      self.chain = chain
      self.key = key
    }
  }

  /// The folder of the store and the blobs; made if it is not there.
  package var folder: String
  package var host: String
  /// 0 lets the system choose.
  package var port: Int
  /// Nil serves plain http: for loopback, or behind a proxy.
  package var certificate: Certificate?
  /// The cloud's account: signs receipts and heads of logs.
  package var key: SecretKey
  package var limits: CloudLimits
  package var clock: CloudClock

  package init(
    folder: String, host: String = "127.0.0.1", port: Int = 0, certificate: Certificate? = nil, key: SecretKey,
    limits: CloudLimits = CloudLimits(), clock: CloudClock = .system
  ) {
    self.folder = folder
    self.host = host
    self.port = port
    self.certificate = certificate
    self.key = key
    self.limits = limits
    self.clock = clock
  }
}
