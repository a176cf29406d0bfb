import Foundation
import Testing
import VeilAccident
import VeilTesting

@Suite struct RetrainingTests {
  private let examples = Samples.examples()
  private let heldOut = Samples.examples(seed: 99)

  private func head(_ seed: UInt64 = 1, distance: Float = 3) throws -> AccidentHead {
    try HeadTraining().train(Samples.examples(distance: distance, seed: seed), heldOut: [], for: Samples.identity).head
  }

  /// A head that says the contrary.
  private func reversed() throws -> AccidentHead {
    let head = try head()
    var network = head.network
    for index in network.layers.indices {
      network.layers[index].weights = network.layers[index].weights.map { -$0 }
    }
    return AccidentHead(backbone: head.backbone, standardiser: head.standardiser, network: network)
  }

  @Test func publishedPulledSwitchedAndRolledBack() async throws {
    let (shelfFolder, camera) = (try TemporaryFolder(), try TemporaryFolder())
    let shelf = FolderShelf(folder: shelfFolder.url.path)
    let key = PublisherKey()
    let publisher = ModelPublisher(shelf: shelf, key: key)
    let installed = InstalledModels(folder: camera.path("models"))
    #expect(try installed.head() == nil)
    #expect(try await publisher.publish(head(), heldOut: [], time: 1).version == 1)
    #expect(try await installed.pull(from: shelf, publisher: key.publicKey) == 1)
    #expect(try await installed.pull(from: shelf) == nil)
    var second = try head()
    second.facts = ["data": "as good as the first"]
    #expect(try await publisher.publish(second, heldOut: heldOut, time: 2).version == 2)
    #expect(try await installed.pull(from: shelf, heldOut: heldOut) == 2)
    #expect(try installed.head() == second)
    #expect(try installed.rollBack() == 1)
    #expect(try installed.head() == head())
    // What was rolled back does not come in again by itself.
    #expect(try await installed.pull(from: shelf) == nil)
    #expect(throws: AccidentError.self) { try installed.rollBack() }
  }

  @Test func aWorseHeadIsNotPublishedAndNotTaken() async throws {
    let (shelfFolder, camera) = (try TemporaryFolder(), try TemporaryFolder())
    let shelf = FolderShelf(folder: shelfFolder.url.path)
    let key = PublisherKey()
    let publisher = ModelPublisher(shelf: shelf, key: key)
    _ = try await publisher.publish(head(), heldOut: heldOut, time: 1)
    let error = await #expect(throws: AccidentError.self) {
      try await publisher.publish(reversed(), heldOut: heldOut, time: 2)
    }
    #expect(error?.code == .refused)
    await #expect(throws: AccidentError.self) { try await publisher.publish(head(), heldOut: [], time: 2) }
    #expect(try shelf.latest() == 1)
    // A publisher who does not compare: the camera does.
    let installed = InstalledModels(folder: camera.url.path)
    try await installed.pull(from: shelf, publisher: key.publicKey)
    try shelf.write(PublishedModel(reversed(), version: 2, created: 2, key: key).encode(), version: 2)
    let refusal = await #expect(throws: AccidentError.self) { try await installed.pull(from: shelf, heldOut: heldOut) }
    #expect(refusal?.code == .refused)
    #expect(try installed.version() == 1)
  }

  @Test func badSignaturesChangeNothing() async throws {
    let (shelfFolder, camera) = (try TemporaryFolder(), try TemporaryFolder())
    let shelf = FolderShelf(folder: shelfFolder.url.path)
    let (key, stranger) = (PublisherKey(), PublisherKey())
    let installed = InstalledModels(folder: camera.url.path)
    try shelf.write(PublishedModel(head(), version: 1, created: 1, key: key).encode(), version: 1)
    try await installed.pull(from: shelf, publisher: key.publicKey)
    let good = try PublishedModel(head(7), version: 2, created: 2, key: key).encode()
    let text = String(decoding: good, as: UTF8.self)
    let bad = [
      try PublishedModel(head(7), version: 2, created: 2, key: stranger).encode(),
      Data(text.replacing("\"version\" : 2", with: "\"version\" : 3").utf8),
      Data(text.replacing("\"created\" : 2", with: "\"created\" : 3").utf8),
      Data(text.replacing("\"signature\" : \"", with: "\"signature\" : \"AAAA").utf8), Data(), Data("{}".utf8),
    ]
    for (index, bytes) in bad.enumerated() {
      let version = index + 2
      try shelf.write(bytes, version: version)
      await #expect(throws: AccidentError.self) { try await installed.pull(from: shelf) }
      #expect(try installed.version() == 1)
    }
    // Another publisher is not taken, whatever is signed.
    await #expect(throws: AccidentError.self) { try await installed.pull(from: shelf, publisher: stranger.publicKey) }
    // A model that is changed on the camera is not used.
    let path = camera.path("1.model.json")
    let changed = try String(contentsOfFile: path, encoding: .utf8).replacing(
      "\"created\" : 1", with: "\"created\" : 9")
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: AccidentError.self) { try installed.head() }
    #expect(error?.code == .signature)
  }

  /// Every field is signed: each alone, changed under the number that it claims.
  @Test(arguments: ["version", "created", "head", "signature", "key"]) func everyFieldIsSigned(field: String)
    async throws
  {
    let (shelfFolder, camera) = (try TemporaryFolder(), try TemporaryFolder())
    let shelf = FolderShelf(folder: shelfFolder.url.path)
    let key = PublisherKey()
    let signer = field == "key" ? PublisherKey() : key
    let model = try PublishedModel(head(), version: 2, created: 2, key: signer)
    var text = String(decoding: try model.encode(), as: UTF8.self)
    switch field {
    case "version": text = text.replacing("\"version\" : 2", with: "\"version\" : 3")
    case "created": text = text.replacing("\"created\" : 2", with: "\"created\" : 3")
    case "head":
      text = text.replacing(
        model.headBytes.base64EncodedString(), with: try HeadFile.encode(head(7)).base64EncodedString())
    case "signature":
      var signature = model.signature
      signature[7] ^= 1
      text = text.replacing(model.signature.base64EncodedString(), with: signature.base64EncodedString())
    default: break
    }
    try shelf.write(Data(text.utf8), version: field == "version" ? 3 : 2)
    let installed = InstalledModels(folder: camera.path("models"))
    let error = await #expect(throws: AccidentError.self) {
      try await installed.pull(from: shelf, publisher: key.publicKey)
    }
    #expect(error?.code == .signature)
    #expect(try installed.head() == nil)
    // Nor is the key of a pull that failed kept.
    #expect(installed.publisher == nil)
  }

  @Test func anOldVersionUnderANewNumberIsRefused() async throws {
    let (shelfFolder, camera) = (try TemporaryFolder(), try TemporaryFolder())
    let shelf = FolderShelf(folder: shelfFolder.url.path)
    let key = PublisherKey()
    let old = try PublishedModel(head(), version: 1, created: 1, key: key).encode()
    try shelf.write(old, version: 5)
    let installed = InstalledModels(folder: camera.url.path)
    let error = await #expect(throws: AccidentError.self) {
      try await installed.pull(from: shelf, publisher: key.publicKey)
    }
    #expect(error?.code == .refused)
  }

  // MARK: Contributions

  private func contribution(
    _ device: String, _ incident: String = "1", owner: Contribution.Verdict? = .accident,
    requester: Contribution.Verdict? = nil, backbone: String = Samples.identity.sha256, count: Int = 10
  ) -> Contribution {
    Contribution(
      incident: incident, device: device, backbone: backbone,
      features: (0..<count).map { _ in [Float](repeating: 50, count: 12) }, owner: owner, requester: requester)
  }

  @Test func labelsNeedAgreement() {
    #expect(contribution("a", requester: .accident).label?.weight == 1)
    #expect(contribution("a", requester: .normal).label == nil)
    #expect(contribution("a", owner: nil).label == nil)
    #expect(contribution("a").label?.weight == 0.25)
    #expect(contribution("a", owner: nil, requester: .normal).label?.isAccident == false)
  }

  @Test func aDeviceCannotShout() {
    let retraining = Retraining()
    let flood = (0..<500).map { contribution("a", "\($0)", requester: .accident) }
    let found = retraining.examples(
      flood + [contribution("b", requester: .accident), contribution("c", backbone: "another")],
      backbone: Samples.identity, base: 100)
    let weights = Dictionary(grouping: found, by: \.clip).mapValues { $0.reduce(0) { $0 + $1.weight } }
    #expect(weights.count == 2)
    #expect(abs((weights["device/a"] ?? 0) - 2) < 1e-9)
    #expect(abs((weights["device/b"] ?? 0) - 1) < 1e-9)
    let many = (0..<200).map { contribution("a\($0)", requester: .accident) }
    let all = retraining.examples(many, backbone: Samples.identity, base: 100)
    #expect(all.reduce(0) { $0 + $1.weight } <= 50 + 1e-9)
  }

  /// A device that calls accidents normal as often as it can does not turn the head.
  @Test func poisonIsDiluted() throws {
    let poison = (0..<300).map { index in
      Contribution(
        incident: "\(index)", device: "a", backbone: Samples.identity.sha256,
        features: examples.filter(\.isAccident).prefix(10).map { $0.views[0] }, owner: .normal, requester: .normal)
    }
    let clean = try Retraining().train(examples, [], heldOut: heldOut, for: Samples.identity, threshold: 0.5)
    let fed = try Retraining().train(examples, poison, heldOut: heldOut, for: Samples.identity, threshold: 0.5)
    let (before, after) = (try HeldOutFigures(clean, on: heldOut), try HeldOutFigures(fed, on: heldOut))
    #expect(after.auc > before.auc - 0.02)
    #expect(after.accuracy > before.accuracy - 0.05)
  }

  @Test func contributionsAreKeptAndForgotten() throws {
    let folder = try TemporaryFolder()
    let store = FolderContributions(folder: folder.url.path)
    try store.add(contribution("ab", "01"))
    try store.add(contribution("ab", "01", requester: .accident))
    try store.add(contribution("cd", "02"))
    #expect(try store.all().map(\.device) == ["ab", "cd"])
    #expect(try store.all().first?.requester == .accident)
    try store.remove(device: "ab")
    #expect(try store.all().map(\.device) == ["cd"])
  }

  @Test(arguments: ["../x", "a/b", "", "..", "ab c"]) func namesLeadNowhereElse(name: String) throws {
    let folder = try TemporaryFolder()
    let store = FolderContributions(folder: folder.path("inside"))
    #expect(throws: AccidentError.self) { try store.add(contribution(name)) }
    #expect(throws: AccidentError.self) { try store.add(contribution("ab", name)) }
    #expect(throws: AccidentError.self) { try store.remove(device: name) }
    #expect(folder.names.isEmpty)
  }

  @Test func contributionsHoldNumbersOnly() throws {
    var features = [[Float]](repeating: [Float](repeating: 1, count: 12), count: 2)
    features[1][3] = .nan
    let bad = Contribution(incident: "1", device: "a", backbone: "b", features: features)
    #expect(throws: AccidentError.self) { try Contribution(bad.encode(), origin: "x") }
    let long = Contribution(
      incident: "1", device: "a", backbone: "b",
      features: [[Float]](repeating: [1], count: Contribution.mostPictures + 1))
    #expect(throws: AccidentError.self) { try Contribution(long.encode(), origin: "x") }
  }
}
