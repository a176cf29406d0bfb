package import Cryptography
package import VeilMedia
package import VeilRegistry
package import VeilVision

/// What the registry's console works with. The manager's keys are inside, unlocked, on this machine.
package struct RegistryDeskServices: Sendable {
  /// Opens the registry; asked anew for every page, so that a manager who was dismissed gets no further one.
  private let open: @Sendable () async throws -> Registry
  package let manager: Address
  /// Finds faces in a picture.
  package let faces: @Sendable (VideoFrame) async throws -> [Detection]
  /// Describes the face of a photograph; nil where no network does.
  package let photograph: (@Sendable (_ path: String) async throws -> FaceEmbedding)?
  /// Seconds since 1970.
  package let now: @Sendable () -> UInt64
  let shelf = GradeShelf()
  private let line = OneAtATime()

  package init(
    manager: Address, faces: @escaping @Sendable (VideoFrame) async throws -> [Detection],
    photograph: (@Sendable (_ path: String) async throws -> FaceEmbedding)? = nil,
    now: @escaping @Sendable () -> UInt64 = Registry.systemClock, open: @escaping @Sendable () async throws -> Registry
  ) {
    self.manager = manager
    self.faces = faces
    self.photograph = photograph
    self.now = now
    self.open = open
  }

  /// Works with the registry. One page at a time: opening it finishes what was interrupted, and that must not be what
  /// another page has just begun.
  func withRegistry<Result: Sendable>(
    _ body: @escaping @Sendable (Registry) async throws -> Result
  ) async throws -> Result {
    try await line.run { [open] in try await body(try await open()) }
  }
}
