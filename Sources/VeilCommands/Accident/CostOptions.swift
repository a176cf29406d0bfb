import ArgumentParser
import VeilAccident

/// What wrong decisions cost.
struct CostOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Cost of a film in the cloud that was shared in vain.", valueName: "cost"))
  var costCloud: Double = CostModel().cloud
  @Option(help: ArgumentHelp("Cost of its place on the ledger.", valueName: "cost"))
  var costChain: Double = CostModel().chain
  @Option(help: ArgumentHelp("Cost of sending it.", valueName: "cost"))
  var costNetwork: Double = CostModel().network
  @Option(help: ArgumentHelp("What is lost with the film of a missed accident.", valueName: "cost"))
  var costOpportunity: Double = CostModel().opportunity
  @Option(help: ArgumentHelp("How often a segment shows an accident.", valueName: "share"))
  var accidentRate: Double = CostModel().accidentRate
  @Option(help: ArgumentHelp("How often a segment shows none.", valueName: "share"))
  var normalRate: Double = CostModel().normalRate
  @Option(
    help: ArgumentHelp(
      "How several witnesses count: each (every one may lose the film), or all (lost only when all miss it).",
      valueName: "rule"))
  var witnesses = CostModel.WitnessRule.each

  init() {}

  func validate() throws {
    do { try model.check() } catch let error as AccidentError { throw ValidationError(error.message) }
  }

  var model: CostModel {
    var model = CostModel()
    model.cloud = costCloud
    model.chain = costChain
    model.network = costNetwork
    model.opportunity = costOpportunity
    model.accidentRate = accidentRate
    model.normalRate = normalRate
    model.witnesses = witnesses
    return model
  }
}

extension CostModel.WitnessRule: ExpressibleByArgument {}
