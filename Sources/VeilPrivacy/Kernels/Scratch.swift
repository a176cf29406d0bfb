/// Working memory of one worker: a few growing buffers, kept from picture to picture so that protecting allocates
/// nothing once the largest region has been seen.
///
/// `@unchecked Sendable` because ``ScratchPool`` hands it to one task at a time.
final class Scratch: @unchecked Sendable {
  private struct Buffer {
    var base: UnsafeMutablePointer<Float>
    var capacity: Int
  }

  private var buffers: [Buffer] = []

  deinit { for buffer in buffers { buffer.base.deallocate() } }

  /// A plane in buffer `slot`; what an earlier plane in the same slot held is lost. Its content is undefined but
  /// finite.
  func plane(_ slot: Int, width: Int, height: Int) -> FloatPlane {
    let stride = FloatPlane.stride(forWidth: width)
    while buffers.count <= slot { buffers.append(Self.allocate(16)) }
    let needed = stride * height
    if buffers[slot].capacity < needed {
      buffers[slot].base.deallocate()
      buffers[slot] = Self.allocate(needed)
    }
    return FloatPlane(base: buffers[slot].base, width: width, height: height, stride: stride)
  }

  private static func allocate(_ capacity: Int) -> Buffer {
    let base = UnsafeMutablePointer<Float>.allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
    return Buffer(base: base, capacity: capacity)
  }
}
