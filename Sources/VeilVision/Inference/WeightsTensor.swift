internal import COpenVINO
internal import Foundation

/// The weights of an IR model in memory that does not move: OpenVINO reads from it for as long as the model lives.
///
/// `@unchecked Sendable` because nothing writes to it after `init`.
final class WeightsTensor: @unchecked Sendable {
  let pointer: OpaquePointer
  private let memory: UnsafeMutableRawBufferPointer

  init(bytes: Data) throws {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 64)
    bytes.copyBytes(to: memory)
    do {
      pointer = try Self.tensor(over: memory, count: bytes.count)
    } catch {
      memory.deallocate()
      throw error
    }
    self.memory = memory
  }

  deinit {
    ov_tensor_free(pointer)
    memory.deallocate()
  }

  private static func tensor(over memory: UnsafeMutableRawBufferPointer, count: Int) throws -> OpaquePointer {
    var shape = ov_shape_t()
    var dimension = Int64(count)
    try check(ov_shape_create(1, &dimension, &shape), .runtime, "describing weights")
    defer { ov_shape_free(&shape) }
    var tensor: OpaquePointer?
    try check(ov_tensor_create_from_host_ptr(U8, shape, memory.baseAddress, &tensor), .runtime, "wrapping weights")
    return try unwrap(tensor, "wrapping weights")
  }
}
