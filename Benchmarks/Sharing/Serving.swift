internal import Cryptography
internal import Foundation
internal import Logging
internal import VeilCloud

/// The process that is measured: a cloud with the limits of one, but for the rate of one address, from which the whole
/// load comes here.
enum Serving {
  static func run(folder: String?) async throws {
    guard let folder else { throw BenchError("serve needs a folder") }
    endWithParent()
    var limits = CloudLimits()
    limits.requestRate = .init(perSecond: 1_000_000, burst: 1_000_000)
    let key = try Keys.key("cloud")
    let configuration = CloudConfiguration(folder: folder, key: key, limits: limits)
    let chain = BenchChain(cloud: key.address, requester: try Keys.key("requester").address)
    var logger = Logger(label: "veilcam.bench")
    logger.logLevel = .error
    let server = try await CloudServer.make(configuration, chain: chain, logger: logger)
    try await server.run { FileHandle.standardOutput.write(Data("\($0)\n".utf8)) }
  }

  /// The process that measures holds the other end of the input open.
  private static func endWithParent() {
    Thread.detachNewThread {
      _ = try? FileHandle.standardInput.readToEnd()
      exit(0)
    }
  }
}
