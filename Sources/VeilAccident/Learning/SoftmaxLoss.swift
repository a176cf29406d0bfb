internal import Foundation

/// Weighted cross-entropy of a ``SoftmaxNetwork`` over many pictures, with its gradient.
struct SoftmaxLoss {
  let features: FeatureMatrix
  let isAccident: [Bool]
  /// How much each row counts; they add up to 1.
  let weights: [Float]
  /// Factor of half the squared length of all weights, biases excepted.
  let decay: Double

  init(features: FeatureMatrix, isAccident: [Bool], weights: [Float], decay: Double) {
    self.features = features
    self.isAccident = isAccident
    let total = max(weights.reduce(0, +), .leastNonzeroMagnitude)
    self.weights = weights.map { $0 / total }
    self.decay = decay
  }

  /// Cross-entropy without decay, for judging on pictures that are held out.
  func value(_ network: SoftmaxNetwork) -> Double {
    var sum = 0.0
    for row in 0..<features.rows {
      let margin = network.margin(Array(features.values[row * features.columns..<(row + 1) * features.columns]))
      sum += Double(weights[row]) * Self.entropy(margin, isAccident[row])
    }
    return sum
  }

  /// Value and gradient, decay included.
  func evaluate(_ network: SoftmaxNetwork) -> (value: Double, gradient: [Double]) {
    var pass = BackwardPass(network)
    var sum = 0.0
    features.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for row in 0..<features.rows {
        let margin = pass.forward(base + row * features.columns)
        sum += Double(weights[row]) * Self.entropy(margin, isAccident[row])
        let slope = Float(1 / (1 + exp(-margin)) - (isAccident[row] ? 1 : 0)) * weights[row]
        pass.backward(base + row * features.columns, slope: slope)
      }
    }
    var gradient: [Double] = []
    gradient.reserveCapacity(network.parameterCount)
    for (layer, slopes) in zip(network.layers, pass.slopes) {
      for (weight, slope) in zip(layer.weights, slopes.weights) {
        sum += 0.5 * decay * Double(weight) * Double(weight)
        gradient.append(Double(slope) + decay * Double(weight))
      }
      gradient += slopes.bias.map { Double($0) }
    }
    return (sum, gradient)
  }

  /// -log of the probability of the label, without overflow.
  static func entropy(_ margin: Double, _ isAccident: Bool) -> Double {
    let signed = isAccident ? margin : -margin
    return signed > 0 ? log1p(exp(-signed)) : -signed + log1p(exp(signed))
  }
}

/// Signals and slopes of one picture after the other; memory is kept between them.
private struct BackwardPass {
  let layers: [DenseLayer]
  var slopes: [DenseLayer]
  private var signals: [[Float]]

  init(_ network: SoftmaxNetwork) {
    layers = network.layers
    slopes = network.layers.map {
      DenseLayer(
        inputs: $0.inputs, outputs: $0.outputs, weights: [Float](repeating: 0, count: $0.weights.count),
        bias: [Float](repeating: 0, count: $0.outputs))
    }
    signals = network.layers.map { [Float](repeating: 0, count: $0.outputs) }
  }

  /// The margin of a picture.
  mutating func forward(_ input: UnsafePointer<Float>) -> Double {
    for index in layers.indices {
      var output = [Float]()
      swap(&output, &signals[index])
      output.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        if index == 0 {
          layers[0].forward(input, into: base)
        } else {
          signals[index - 1].withUnsafeBufferPointer { source in
            if let source = source.baseAddress { layers[index].forward(source, into: base) }
          }
        }
      }
      if index + 1 < layers.count { for place in output.indices { output[place] = max(0, output[place]) } }
      swap(&output, &signals[index])
    }
    let last = signals[signals.count - 1]
    return Double(last[1]) - Double(last[0])
  }

  /// Adds what one picture says. `slope` is the derivative of the loss by the margin.
  mutating func backward(_ input: UnsafePointer<Float>, slope: Float) {
    var deltas = [-slope, slope]
    for index in layers.indices.reversed() {
      let layer = layers[index]
      var before = [Float](repeating: 0, count: index > 0 ? layer.inputs : 0)
      for output in 0..<layer.outputs where deltas[output] != 0 {
        let delta = deltas[output]
        slopes[index].bias[output] += delta
        slopes[index].weights.withUnsafeMutableBufferPointer { target in
          guard let base = target.baseAddress else { return }
          if index == 0 {
            VectorKernels.add(delta, times: input, to: base + output * layer.inputs, layer.inputs)
          } else {
            signals[index - 1].withUnsafeBufferPointer { source in
              guard let source = source.baseAddress else { return }
              VectorKernels.add(delta, times: source, to: base + output * layer.inputs, layer.inputs)
            }
          }
        }
        if index > 0 {
          for place in before.indices { before[place] += delta * layer.weights[output * layer.inputs + place] }
        }
      }
      guard index > 0 else { return }
      for place in before.indices where signals[index - 1][place] <= 0 { before[place] = 0 }
      deltas = before
    }
  }
}
