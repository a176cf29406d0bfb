internal import Foundation

/// What wrong decisions cost (the sharing paper, "Accuracy analysis"):
///
///     FP(Cost) = (C_cloud + C_chain + C_net) · FP · R_noacc
///     FN(Cost) = C_opp · FN · R_acc
///
/// FP and FN are the shares of normal pictures called accidents and of accidents called normal. The paper's coefficients
/// are not in its text. Ours are in units of what one film costs that is shared in vain, and say: a missed accident is
/// worth a hundred of those, and one in a hundred segments that have to be decided upon shows an accident.
package struct CostModel: Sendable, Hashable, Codable {
  /// Storing a film in the cloud.
  package var cloud = 0.2
  /// Its place on the ledger.
  package var chain = 0.3
  /// Sending it.
  package var network = 0.5
  /// What is lost with the film of an accident that nobody shares.
  package var opportunity = 100.0
  /// How often a segment shows an accident, for one witness.
  package var accidentRate = 0.01
  /// How often a segment shows none.
  package var normalRate = 0.99
  /// How witnesses count.
  package var witnesses = WitnessRule.each

  package enum WitnessRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every witness may keep or lose the film: n witnesses multiply the rate of accidents.
    case each
    /// The accident is lost only when all n witnesses miss it.
    case all
  }

  package init() {}

  /// - Throws: ``AccidentError`` `.setting`.
  package func check() throws {
    let numbers = [cloud, chain, network, opportunity, accidentRate, normalRate]
    guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }), accidentRate <= 1, normalRate <= 1 else {
      throw AccidentError(.setting, "costs are numbers from 0 on, and rates lie between 0 and 1")
    }
  }

  /// Cost of calling normal pictures accidents.
  package func falsePositives(_ share: Double) -> Double { (cloud + chain + network) * share * normalRate }

  /// Cost of calling accidents normal.
  /// - Parameter count: how many cars see the accident.
  package func falseNegatives(_ share: Double, witnesses count: Int) -> Double {
    switch witnesses {
    case .each: opportunity * share * accidentRate * Double(count)
    case .all: opportunity * pow(share, Double(count)) * accidentRate
    }
  }
}
