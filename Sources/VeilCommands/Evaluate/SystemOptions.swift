import ArgumentParser
import VeilEvaluation

/// Which systems are compared.
struct SystemOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Systems to compare; the default is every method.", valueName: "system"))
  var system: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Methods to compare with kernel sizes 0, 5, 25, 45 and deviations 5, 15, 25 of their filter.", valueName: "method"
    ))
  var sweep: [String] = []

  init() {}

  /// Those that were named, each once.
  var systems: [EvaluatedSystem] {
    get throws {
      let named = try system.map { try EvaluatedSystem(parsing: $0) }
      let swept = try sweep.flatMap { try EvaluatedSystem.sweep(of: $0) }
      let all = system.isEmpty && sweep.isEmpty ? try EvaluatedSystem.all() : named + swept
      var names: Set<String> = []
      return all.filter { names.insert($0.name).inserted }
    }
  }

  func validate() throws {
    do {
      _ = try systems
    } catch let error as EvaluationError {
      throw ValidationError(error.message)
    }
  }
}
