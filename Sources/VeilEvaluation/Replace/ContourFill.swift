/// Fills lines as an attacker would who wants letters of them: what lies inside one line is ink, what lies inside two is a
/// hole again.
struct ContourFill {
  let width: Int
  let height: Int
  /// Row by row, true on lines.
  let lines: [Bool]
  /// Pixels within which areas on both sides of a line are found from its middle.
  private let reach: Int

  init(width: Int, height: Int, lines: [Bool]) { self.init(width: width, height: height, lines: lines, reach: 2) }

  private init(width: Int, height: Int, lines: [Bool], reach: Int) {
    self.width = width
    self.height = height
    self.lines = lines
    self.reach = reach
  }

  /// The same with lines one pixel thicker on each side, so that small gaps in them are closed.
  var thickened: ContourFill {
    let thick = lines.indices.map { place in
      let (x, y) = (place % width, place / width)
      return (max(0, y - 1)...min(height - 1, y + 1)).contains { row in
        (max(0, x - 1)...min(width - 1, x + 1)).contains { lines[row * width + $0] }
      }
    }
    return ContourFill(width: width, height: height, lines: thick, reach: 3)
  }

  /// Row by row, true for ink: lines, and what they enclose.
  var ink: [Bool] {
    let (numbers, count) = areas
    let depths = depths(numbers, count)
    return numbers.map { $0 < 0 || !depths[$0].isMultiple(of: 2) }
  }

  /// The number of the area of each pixel, -1 on lines, and how many areas there are.
  private var areas: (numbers: [Int], count: Int) {
    var numbers = lines.map { $0 ? -1 : -2 }
    var count = 0
    for start in numbers.indices where numbers[start] == -2 {
      numbers[start] = count
      var pending = [start]
      while let place = pending.popLast() {
        let (x, y) = (place % width, place / width)
        for (next, isInside) in [
          (place - 1, x > 0), (place + 1, x + 1 < width), (place - width, y > 0), (place + width, y + 1 < height),
        ] where isInside && numbers[next] == -2 {
          numbers[next] = count
          pending.append(next)
        }
      }
      count += 1
    }
    return (numbers, count)
  }

  /// How many lines lie between the border and each area.
  private func depths(_ numbers: [Int], _ count: Int) -> [Int] {
    var neighbours = [Set<Int>](repeating: [], count: count)
    var depths = [Int](repeating: 0, count: count)
    var isKnown = [Bool](repeating: false, count: count)
    for (place, number) in numbers.enumerated() {
      let (x, y) = (place % width, place / width)
      if number >= 0 {
        if x == 0 || y == 0 || x == width - 1 || y == height - 1 { isKnown[number] = true }
        continue
      }
      var near: Set<Int> = []
      for row in max(0, y - reach)...min(height - 1, y + reach) {
        for column in max(0, x - reach)...min(width - 1, x + reach) { near.insert(numbers[row * width + column]) }
      }
      near.remove(-1)
      for area in near { neighbours[area].formUnion(near) }
    }
    var shell = isKnown.indices.filter { isKnown[$0] }
    var depth = 0
    while !shell.isEmpty {
      depth += 1
      let next = Set(shell.flatMap { neighbours[$0] }).filter { !isKnown[$0] }
      for area in next { (isKnown[area], depths[area]) = (true, depth) }
      shell = Array(next)
    }
    return depths
  }
}
