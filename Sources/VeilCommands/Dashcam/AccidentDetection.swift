import ArgumentParser
import VeilAccident
import VeilAgent
import VeilVision

/// The agent's eye for accidents, as the command line asks for it.
enum AccidentDetection {
  /// - Parameter wanted: nil: if head and backbone are there.
  /// - Throws: why accidents cannot be noticed, if that was asked for.
  static func trigger(
    _ wanted: Bool?, _ models: ModelOptions, _ context: AgentContext
  ) throws -> [any IncidentTrigger] {
    guard wanted != false else { return [] }
    let store = try models.store
    let head: AccidentHead
    do {
      head = try HeadLocator.find(nil, in: store)
      guard try store.location(of: store.manifest(named: head.backbone.name)) != nil else {
        _ = try store.load(store.manifest(named: head.backbone.name))
        return []
      }
    } catch {
      if wanted == true { throw error }
      return []
    }
    let trigger = AccidentTrigger {
      // One thread: recording and protecting need the others.
      let classifier = try await ImageClassifier.load(head, from: store, threads: 1)
      let sound = try SoundClassifier(models: store)
      return AccidentScanner(
        image: classifier, sound: sound,
        rules: IncidentRules(fusion: Fusion(imageThreshold: head.threshold, soundThreshold: sound.threshold)))
    } problem: { sentence in
      context.events(AgentEvent(.problem, time: context.clock.now, sentence))
    }
    return [trigger]
  }

  /// What describes incidents for learning: the backbone of the head in use.
  /// - Throws: what is missing for it.
  static func describer(_ models: ModelOptions) throws -> any IncidentDescriber {
    let store = try models.store
    let name = try HeadLocator.find(nil, in: store).backbone.name
    _ = try store.load(store.manifest(named: name))
    return BackboneDescriber { try await Backbone.load(from: store, named: name, threads: 1) }
  }
}
