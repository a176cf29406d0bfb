/// Makes both classes count half of the whole, whatever their numbers.
struct ClassBalance {
  private let accident: Double
  private let normal: Double

  init(_ examples: [Example]) {
    accident = examples.reduce(0) { $0 + ($1.isAccident ? $1.weight : 0) }
    normal = examples.reduce(0) { $0 + ($1.isAccident ? 0 : $1.weight) }
  }

  func weight(of example: Example) -> Double {
    let total = example.isAccident ? accident : normal
    return total > 0 ? 0.5 * example.weight / total : 0
  }
}
