/// Limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and 7.5) with a backtracking line
/// search. Enough for the small and smooth problems of this room.
struct LBFGS {
  /// Pairs that are remembered.
  var memory = 10
  var maximumIterations = 200
  /// Ends when the gradient is no longer than this times the parameters' length (at least 1).
  var tolerance = 1e-6

  /// What an iteration came to; returning false ends the work.
  typealias Watch = (_ iteration: Int, _ parameters: [Double], _ value: Double) -> Bool

  /// Minimises a function.
  /// - Parameters:
  ///   - start: where to begin.
  ///   - function: value and gradient.
  ///   - watch: called after every iteration.
  /// - Returns: the last parameters.
  func minimise(
    from start: [Double], _ function: ([Double]) -> (value: Double, gradient: [Double]),
    watch: Watch = { _, _, _ in true }
  ) -> [Double] {
    var point = start
    var (value, gradient) = function(point)
    var steps: [(change: [Double], slope: [Double], curvature: Double)] = []
    for iteration in 1...max(1, maximumIterations) {
      let length = dot(gradient, gradient).squareRoot()
      guard value.isFinite, length > tolerance * max(1, dot(point, point).squareRoot()) else { break }
      var direction = descent(gradient, steps)
      if dot(direction, gradient) >= 0 {
        steps = []
        direction = gradient.map { -$0 }
      }
      let first = steps.isEmpty ? min(1, 1 / length) : 1
      guard let next = search(point, value, gradient, direction, first: first, function) else {
        if steps.isEmpty { break }
        steps = []
        continue
      }
      let change = zip(next.point, point).map { $0 - $1 }
      let slope = zip(next.gradient, gradient).map { $0 - $1 }
      let curvature = dot(change, slope)
      if curvature > 1e-12 * dot(slope, slope) {
        steps.append((change, slope, curvature))
        if steps.count > memory { steps.removeFirst() }
      }
      (point, value, gradient) = next
      guard watch(iteration, point, value) else { break }
    }
    return point
  }

  private func descent(
    _ gradient: [Double], _ steps: [(change: [Double], slope: [Double], curvature: Double)]
  ) -> [Double] {
    var direction = gradient
    var factors: [Double] = []
    for step in steps.reversed() {
      let factor = dot(step.change, direction) / step.curvature
      factors.append(factor)
      add(-factor, step.slope, to: &direction)
    }
    if let last = steps.last {
      let scale = last.curvature / dot(last.slope, last.slope)
      for index in direction.indices { direction[index] *= scale }
    }
    for (step, factor) in zip(steps, factors.reversed()) {
      add(factor - dot(step.slope, direction) / step.curvature, step.change, to: &direction)
    }
    return direction.map { -$0 }
  }

  /// Halves the step until the value falls enough (Armijo's rule).
  private func search(
    _ point: [Double], _ value: Double, _ gradient: [Double], _ direction: [Double], first: Double,
    _ function: ([Double]) -> (value: Double, gradient: [Double])
  ) -> (point: [Double], value: Double, gradient: [Double])? {
    let slope = dot(gradient, direction)
    var step = first
    for _ in 0..<30 {
      var next = point
      add(step, direction, to: &next)
      let (found, foundGradient) = function(next)
      if found.isFinite, found <= value + 1e-4 * step * slope { return (next, found, foundGradient) }
      step /= 2
    }
    return nil
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  private func add(_ factor: Double, _ source: [Double], to target: inout [Double]) {
    for index in target.indices { target[index] += factor * source[index] }
  }
}
