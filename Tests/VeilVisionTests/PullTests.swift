import Foundation
import Synchronization
import Testing
import VeilVision

/// Serves what a test put into it, in small pieces.
private struct MemoryTransport: Transport {
  var pages: [String: String]
  var pieceLength = 2

  func fetch(_ url: String, receive: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
    guard let page = pages[url] else { throw VisionError(.download, "\(url) answered with status 404") }
    var rest = Array(page.utf8)[...]
    while !rest.isEmpty {
      try receive(Array(rest.prefix(pieceLength)))
      rest = rest.dropFirst(pieceLength)
    }
  }
}

@Suite struct PullTests {
  static let url = "https://example.org/m.onnx"
  static let model = MadeUpModel.manifest(
    "m", files: [ModelFile(name: "m.onnx", bytes: 3, sha384: MadeUpModel.sha384, url: url)])

  private func store(_ folder: TemporaryFolder) throws -> ModelStore {
    try ModelStore(folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: [Self.model])
  }

  @Test func aFetchedModelIsFoundAfterwards() async throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    let seen = Mutex<[Int]>([])
    let outcomes = try await store.pull(transport: MemoryTransport(pages: [Self.url: "abc"])) { progress in
      seen.withLock { $0.append(progress.received) }
    }
    #expect(outcomes.map(\.path) == [folder.path + "/m"])
    #expect(outcomes.map(\.wasFetched) == [true])
    #expect(seen.withLock { $0 } == [2, 3])
    #expect(try store.load(.detector).sha256 == MadeUpModel.sha256)
    #expect(folder.contents(of: "m") == ["m.onnx"])
  }

  @Test func whatIsThereIsNotFetchedAgain() async throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "m/m.onnx")
    let outcomes = try await store(folder).pull(transport: MemoryTransport(pages: [:]))
    #expect(outcomes.map(\.wasFetched) == [false])
  }

  @Test(arguments: ["abd", "ab", "abcd", ""])
  func anotherFileIsRefusedAndLeavesNothing(page: String) async throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    let error = await #expect(throws: VisionError.self) {
      try await store.pull(transport: MemoryTransport(pages: [Self.url: page]))
    }
    #expect(error?.code == .modelHashMismatch)
    #expect(folder.contents(of: "m") == [])
  }

  @Test func anAddressThatDoesNotAnswerIsNamed() async throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    let error = await #expect(throws: VisionError.self) {
      try await store.pull(transport: MemoryTransport(pages: [:]))
    }
    #expect(error?.code == .download)
    #expect(error?.message.contains(Self.url) == true)
    #expect(folder.contents(of: "m") == [])
  }

  @Test func aWrongFileIsReplaced() async throws {
    let folder = try TemporaryFolder()
    try folder.write("xyz", to: "m/m.onnx")
    let store = try store(folder)
    _ = try await store.pull(transport: MemoryTransport(pages: [Self.url: "abc"]))
    #expect(try store.load(.detector).sha256 == MadeUpModel.sha256)
  }

  /// The real client: nothing listens on port 1 of this machine.
  @Test(arguments: ["http://localhost:1/m.onnx", "https://localhost:1/m.onnx", "file:///etc/passwd", "no address"])
  func theRealClientRefusesWhatIsNotHttpsOrDoesNotAnswer(url: String) async {
    let error = await #expect(throws: VisionError.self) {
      try await URLSessionTransport(patience: 5).fetch(url) { _ in }
    }
    #expect(error?.code == .download)
    #expect(error?.message.contains(url) == true)
  }

  @Test func modelsWithoutAnAddressCannotBeFetched() async throws {
    let folder = try TemporaryFolder()
    let store = try ModelStore(
      folders: [ModelFolder(origin: .cache, path: folder.path)], delivered: [MadeUpModel.manifest("m")])
    #expect(store.pullSet == [])
    let error = await #expect(throws: VisionError.self) {
      try await store.pull([MadeUpModel.manifest("m")], transport: MemoryTransport(pages: [:]))
    }
    #expect(error?.code == .download)
  }
}
