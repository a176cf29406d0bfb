/// Which systems belong into which of the paper's figures: sweeps of a method's filter (6 and 9), or systems beside each
/// other (7 and 10).
struct ComparedSystems {
  /// From so many filters on, a method's systems are shown as a sweep.
  private static let leastFilters = 4
  /// Filters of a sweep that are also shown beside the other methods, as in the paper.
  private static let chosen = ["blur:45,25", "replace:0", "replace:5,5"]

  /// Names of systems in the order of the sweep, by method.
  let sweeps: [(method: String, systems: [String])]
  /// Names of the systems that are compared with each other.
  let compared: [String]

  /// - Parameter systems: names and methods, in order.
  init(_ systems: [(name: String, method: String)]) {
    let names = systems.map(\.name)
    var methods: [String] = []
    for system in systems where !methods.contains(system.method) { methods.append(system.method) }
    let sweeps = methods.compactMap { method -> (method: String, systems: [String])? in
      let filters = (try? EvaluatedSystem.sweep(of: method))?.map(\.name).filter(names.contains) ?? []
      return filters.count < Self.leastFilters ? nil : (method, filters)
    }
    let swept = Set(sweeps.flatMap(\.systems)).subtracting(Self.chosen)
    self.sweeps = sweeps
    compared = names.filter { !swept.contains($0) }
  }
}
