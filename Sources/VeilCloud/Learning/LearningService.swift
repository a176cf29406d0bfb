internal import Cryptography
internal import Foundation
internal import VeilAccident
internal import VeilCloudAPI
internal import VeilEvidence

/// Collects what cameras send for learning if their owners opted in, and hands out what was learnt. It never has a picture:
/// features are computed on the camera from the protected rendition. The key that signs models is not the cloud's.
actor LearningService {
  private let store: any Store
  private let chain: any EvidenceChainPort
  private let contributions: FolderContributions
  private let shelf: FolderShelf

  /// - Parameter folder: the cloud's.
  init(store: any Store, chain: any EvidenceChainPort, folder: String) {
    self.store = store
    self.chain = chain
    contributions = FolderContributions(folder: folder + "/contributions")
    shelf = FolderShelf(folder: folder + "/models")
  }

  // MARK: Features

  /// Keeps the features of an incident whose camera was authorised. What the parties said earlier stays.
  func take(_ bytes: [UInt8], of incident: StoredIncident) async throws -> FeaturesReply {
    let camera = try await camera(of: incident.device)
    let sent = try Self.understood { try Contribution(Data(bytes), origin: "the body") }
    guard sent.incident == incident.id.description, sent.owner == nil, sent.requester == nil else {
      throw CloudError(.malformed, "the features are of another incident, or carry a verdict, which is said apart")
    }
    let earlier = try contributions.contribution(of: sent.incident, device: camera)
    try contributions.add(
      Contribution(
        incident: sent.incident, device: camera, backbone: sent.backbone, features: sent.features,
        owner: earlier?.owner, requester: earlier?.requester))
    return FeaturesReply(incidents: try contributions.count(device: camera))
  }

  /// Forgets the features of all incidents of the camera that an account is a key of.
  func forget(by account: Address) async throws -> FeaturesReply {
    try contributions.remove(device: try await camera(of: account))
    return FeaturesReply(incidents: 0)
  }

  private func camera(of device: Address) async throws -> String {
    guard let device = try await store.device(device) else { throw DeviceService.notEnrolled }
    return device.camera.description
  }

  // MARK: Verdicts

  /// Notes what the owner, or the requester who may see the film, says that the incident was.
  func say(_ verdict: IncidentVerdict, of request: Address, signer: Address) async throws -> VerdictReply {
    guard let contract = try await chain.request(at: request),
      let incident = try await store.incident(evidence: contract.evidence)
    else { throw CloudError(.notFound, "there is no such request for evidence of this cloud") }
    guard contract.phase.opensDownload else {
      throw CloudError(.notApproved, "a verdict is said after the film was shared; the owner has not approved it")
    }
    let (isOwner, isRequester) = (signer == incident.binding.binding.owner, signer == contract.requester)
    guard isOwner || isRequester else {
      throw CloudError(.forbidden, "only the film's owner and the requester may say what it shows")
    }
    let camera = try await camera(of: incident.device)
    guard var contribution = try contributions.contribution(of: incident.id.description, device: camera) else {
      throw CloudError(.notFound, "the owner has not shared features of this incident, so there is nothing to label")
    }
    let value: Contribution.Verdict = verdict == .accident ? .accident : .normal
    if isOwner { contribution.owner = value }
    if isRequester { contribution.requester = value }
    try contributions.add(contribution)
    return VerdictReply(
      incident: incident.id.value, owner: contribution.owner.map(Self.verdict),
      requester: contribution.requester.map(Self.verdict))
  }

  private static func verdict(_ verdict: Contribution.Verdict) -> IncidentVerdict {
    verdict == .accident ? .accident : .normal
  }

  // MARK: Models

  func latest() throws -> ModelVersionReply {
    guard let version = try shelf.latest() else {
      throw CloudError(.notFound, "this cloud has published no model that notices accidents")
    }
    return ModelVersionReply(version: version)
  }

  /// - Parameter version: 1 or more.
  func model(_ version: Int) throws -> [UInt8] {
    guard let latest = try shelf.latest(), (1...latest).contains(version), let bytes = try? shelf.read(version) else {
      throw CloudError(.notFound, "there is no such version; GET /v1/models/accident names the newest")
    }
    return [UInt8](bytes)
  }

  private static func understood<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as AccidentError {
      throw CloudError(.malformed, error.message)
    }
  }
}
