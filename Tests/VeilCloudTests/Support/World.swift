import Cryptography
import Foundation
import Logging
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

/// A cloud that serves on loopback over a ledger in memory, for one test.
final class World: Sendable {
  let folder: TemporaryFolder
  let time: TestClock
  let chain: FakeChain
  let server: CloudServer
  let address: String
  let transport: HTTPCloudTransport
  let client: CloudClient

  private init(
    folder: TemporaryFolder, time: TestClock, chain: FakeChain, server: CloudServer, address: String
  ) throws {
    self.folder = folder
    self.time = time
    self.chain = chain
    self.server = server
    self.address = address
    transport = try HTTPCloudTransport(address: address, patience: 20)
    client = CloudClient(transport: transport, retries: .never, time: { time.now })
  }

  /// Runs a test with a cloud, and stops the cloud.
  /// - Parameters:
  ///   - name: of the cloud's key.
  ///   - data: where the store and the blobs lie; in the folder by default.
  static func with(
    cloud name: String = "cloud", limits: CloudLimits = CloudLimits(), folder: TemporaryFolder? = nil,
    data: String? = nil, certificate: CloudConfiguration.Certificate? = nil,
    blobs: (@Sendable (any BlobStore) -> any BlobStore)? = nil, _ test: @escaping @Sendable (World) async throws -> Void
  ) async throws {
    let folder = try folder ?? TemporaryFolder()
    let time = TestClock()
    let key = try Samples.key(name)
    let chain = try FakeChain(cloud: key.address)
    let configuration = CloudConfiguration(
      folder: data ?? folder.url.path, certificate: certificate, key: key, limits: limits,
      clock: CloudClock { time.now })
    let store = try SQLiteStore(path: configuration.folder + "/cloud.sqlite")
    let files = try FolderBlobStore(folder: configuration.folder + "/files")
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = try await CloudServer.make(
      configuration, chain: chain, store: store, blobs: blobs?(files) ?? files, logger: logger)
    let (addresses, started) = AsyncStream.makeStream(of: String.self)
    let running = Task {
      defer { started.finish() }
      try await server.run { started.yield($0) }
    }
    defer { running.cancel() }
    let address = try #require(await addresses.first { _ in true })
    let world = try World(folder: folder, time: time, chain: chain, server: server, address: address)
    try await test(world)
    running.cancel()
    _ = await running.result
  }
}
