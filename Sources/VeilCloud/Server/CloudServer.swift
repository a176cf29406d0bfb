internal import CLinux
internal import Cryptography
internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle
internal import VeilCloudAPI
internal import VeilConsole

/// The cloud, put together: store, services, routes. The only place that knows all of them.
///
///     let cloud = try await CloudServer.make(configuration, chain: chain, logger: logger)
///     try await cloud.run { print("serving at \($0)") }
package struct CloudServer: Sendable {
  let configuration: CloudConfiguration
  let services: CloudServices
  let logger: Logger

  /// Opens the store and reads both logs.
  /// - Throws: ``CloudError`` `localFile`, also where the cloud's key is not the one that the contracts name.
  package static func make(
    _ configuration: CloudConfiguration, chain: any EvidenceChainPort,
    attestation: any AttestationVerifying = OpenEnrolment(), logger: Logger
  ) async throws -> CloudServer {
    guard chain.terms.cloud == configuration.key.address else {
      throw CloudError(.localFile, "the cloud's key is not the account that the ledger's contracts name as the cloud")
    }
    try FileCall.makeFolder(configuration.folder)
    let store = try SQLiteStore(path: configuration.folder + "/cloud.sqlite")
    let blobs = try FolderBlobStore(folder: configuration.folder + "/files")
    return try await make(
      configuration, chain: chain, store: store, blobs: blobs, attestation: attestation, logger: logger)
  }

  /// Takes a store and blobs of another kind.
  package static func make(
    _ configuration: CloudConfiguration, chain: any EvidenceChainPort, store: any Store, blobs: any BlobStore,
    attestation: any AttestationVerifying = OpenEnrolment(), logger: Logger
  ) async throws -> CloudServer {
    veil_bound_server_heaps()
    let services = try await CloudServices(
      configuration, chain: chain, store: store, blobs: blobs, attestation: attestation, logger: logger)
    return CloudServer(configuration: configuration, services: services, logger: logger)
  }

  /// Serves until the task is cancelled. Then it takes no more connections and answers the requests that are on their way
  /// first, as long as the limits' `shutdownPatience`; an upload goes on at the next start.
  /// - Parameter onStart: called with the address once it listens.
  package func run(onStart: @escaping @Sendable (String) async -> Void = { _ in }) async throws {
    let scheme = configuration.certificate == nil ? "http" : "https"
    let host = configuration.host
    let limits = configuration.limits
    let application = Application(
      responder: try router().buildResponder(), server: try server(),
      configuration: .init(
        address: .hostname(host, port: configuration.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in await onStart("\(scheme)://\(host):\(channel.localAddress?.port ?? 0)") },
      logger: logger)
    var group = ServiceGroupConfiguration(services: [application], logger: logger)
    group.maximumGracefulShutdownDuration = limits.shutdownPatience
    try await run(ServiceGroup(configuration: group))
  }

  private func run(_ web: ServiceGroup) async throws {
    // Cancelling must not tear requests apart, so the task that answers them is not cancelled with this one.
    let serving = Task { try await web.run() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        try await withTaskCancellationHandler {
          try await serving.value
        } onCancel: {
          Task { await web.triggerGracefulShutdown() }
        }
      }
      group.addTask { try await services.follow() }
      group.addTask { try await services.watch.run() }
      group.addTask { try await services.keepHouse() }
      try await group.next()
    }
  }

  private func server() throws -> HTTPServerBuilder {
    let http = HTTPServerBuilder.http1(
      configuration: .init(
        idleTimeout: .milliseconds(Int64(configuration.limits.idleTimeout / .milliseconds(1))),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    guard let certificate = configuration.certificate else { return http }
    do {
      var tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.chain).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem)))
      tls.minimumTLSVersion = .tlsv12
      // Files are read, and certificate and key compared, when a context is made.
      _ = try NIOSSLContext(configuration: tls)
      return try .tls(http, tlsConfiguration: tls)
    } catch {
      throw CloudError(.localFile, "the certificate or its key cannot be used; give both as files in PEM")
    }
  }
}
