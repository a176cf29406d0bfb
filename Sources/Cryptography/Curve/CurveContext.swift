internal import CSecp256k1

/// The process's one libsecp256k1 context, randomised against side channels when it is made.
///
/// `@unchecked Sendable`: after `init` the context is only read, which libsecp256k1 documents as safe from any thread.
final class CurveContext: @unchecked Sendable {
  static let shared = CurveContext()

  let pointer: OpaquePointer?

  private init() {
    pointer = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE))
    guard let pointer else { return }
    // The library's own reaction to an illegal argument is abort(); ours is a result of 0, which callers throw on.
    secp256k1_context_set_illegal_callback(pointer, { _, _ in }, nil)
    var seed = RandomBytes.make(32)
    _ = secp256k1_context_randomize(pointer, &seed)
  }

  deinit {
    if let pointer { secp256k1_context_destroy(pointer) }
  }

  /// The context for a call. Throws `outOfMemory` where none could be made.
  static func get() throws -> OpaquePointer {
    guard let pointer = shared.pointer else {
      throw CryptographyError(.outOfMemory, "no memory left for the elliptic curve's tables")
    }
    return pointer
  }
}
