internal import VeilMedia

/// Runs one plan along the columns and one along the rows of a part of a plane, in floats, and rounds once at the end.
///
/// Everything is done down the columns, where a row of results is computed at a time in vector registers; rows are
/// turned into columns for it. The part is never held in floats at full size: what shrinks does so while it is
/// read, what grows does so while it is written.
struct SeparableResampler {
  let horizontal: AxisPlan
  let vertical: AxisPlan

  /// Reads `sourceRect` and writes `targetRect`, both in samples of their planes and inside them.
  /// - Parameter limit: the largest value of a sample.
  /// - Precondition: the plans lead from the size of one rectangle to that of the other.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  func apply<Sample: FixedWidthInteger & UnsignedInteger>(
    from source: Plane<Sample>, _ sourceRect: PixelRect, to target: Plane<Sample>, _ targetRect: PixelRect,
    limit: Float, scratch: Scratch
  ) {
    precondition(horizontal.outputCount(for: sourceRect.width) == targetRect.width)
    precondition(vertical.outputCount(for: sourceRect.height) == targetRect.height)
    var stage = Stage(scratch: scratch)
    stage.load(source, sourceRect, shrinking: vertical.shrink)
    stage.filter(horizontal: horizontal, verticalCore: vertical.core)
    stage.store(expanding: vertical.expand, limit: limit, to: target, targetRect)
  }
}

extension SeparableResampler {
  /// The picture between two operations, which go back and forth between two buffers.
  struct Stage {
    let scratch: Scratch
    private var slot = 0
    private(set) var plane: FloatPlane

    init(scratch: Scratch) {
      self.scratch = scratch
      plane = scratch.plane(0, width: 1, height: 1)
    }

    /// Widens a part of a plane to floats, shrinking it along the columns on the way.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    mutating func load<Sample: FixedWidthInteger & UnsignedInteger>(
      _ source: Plane<Sample>, _ rect: PixelRect, shrinking filter: BandedFilter?
    ) {
      plane = scratch.plane(slot, width: rect.width, height: filter?.outputCount ?? rect.height)
      guard let filter else {
        for y in 0..<rect.height {
          SampleRows.widen(source.row(rect.y + y) + rect.x, count: rect.width, into: plane.row(y))
        }
        return
      }
      for y in 0..<filter.outputCount {
        plane.row(y).update(repeating: 0, count: rect.width)
        for tap in 0..<filter.taps {
          let weight = filter.weights[y * filter.taps + tap]
          let row = source.row(rect.y + filter.start(y) + tap) + rect.x
          SampleRows.accumulate(row, weight: weight, count: rect.width, into: plane.row(y))
        }
      }
    }

    /// Begins with a plane of floats that is not in the scratch slots 0 and 1.
    mutating func load(_ plane: FloatPlane) { self.plane = plane }

    /// Everything between reading and writing. The axis is widened after the other one's core, which then has less to
    /// do.
    mutating func filter(horizontal: AxisPlan, verticalCore: BandedFilter?) {
      if horizontal.shrink != nil || horizontal.core != nil {
        transpose()
        apply(horizontal.shrink)
        apply(horizontal.core)
        transpose()
      }
      apply(verticalCore)
      if horizontal.expand != nil {
        transpose()
        apply(horizontal.expand)
        transpose()
      }
    }

    /// Rounds to samples, widening along the columns on the way.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    func store<Sample: FixedWidthInteger & UnsignedInteger>(
      expanding filter: BandedFilter?, limit: Float, to target: Plane<Sample>, _ rect: PixelRect
    ) {
      precondition((filter?.taps ?? 1) <= 2)
      for y in 0..<rect.height {
        let output = target.row(rect.y + y) + rect.x
        let first = plane.row(filter?.start(y) ?? y)
        let weights = filter.map { ($0.weights[y * $0.taps], $0.taps == 2 ? $0.weights[y * 2 + 1] : 0) } ?? (1, 0)
        let second = weights.1 == 0 ? first : first + plane.stride
        SampleRows.narrow(
          first, weight: weights.0, second, weight: weights.1, limit: limit, count: rect.width, into: output)
      }
    }

    private mutating func apply(_ filter: BandedFilter?) {
      guard let filter else { return }
      let output = nextPlane(width: plane.width, height: filter.outputCount)
      FloatKernels.applyColumns(filter, plane, into: output)
      plane = output
    }

    private mutating func transpose() {
      let output = nextPlane(width: plane.height, height: plane.width)
      FloatKernels.transpose(plane, into: output)
      plane = output
    }

    private mutating func nextPlane(width: Int, height: Int) -> FloatPlane {
      slot = 1 - slot
      return scratch.plane(slot, width: width, height: height)
    }
  }
}
