import ArgumentParser
import VeilAccident
import VeilVision

/// What is needed to scan a film.
struct AccidentScanOptions: ParsableArguments {
  @OptionGroup var head: AccidentHeadOptions
  @Option(help: ArgumentHelp("Seconds between pictures; 0 looks at every one.", valueName: "seconds"))
  var interval: Double = 1
  @Option(
    help: ArgumentHelp(
      "How picture and sound decide together: paper (what the picture calls normal is decided by sound), combined, image.",
      valueName: "rule"))
  var fusion = Fusion.Rule.combined
  @Option(
    help: ArgumentHelp(
      "Probability from which a picture is one of an accident; otherwise the head's own.", valueName: "probability"))
  var threshold: Double?
  @Option(
    help: ArgumentHelp(
      "Probability from which sound decides alone; otherwise the sound model's own.", valueName: "probability"))
  var soundThreshold: Double?
  @Option(
    help: ArgumentHelp(
      "Decibels by which sound must be louder than in the five seconds before to count.", valueName: "decibels"))
  var soundRise: Double = IncidentRules().leastRise
  @Flag(help: "Do not smooth over time: every single picture counts.") var noSmoothing = false
  @Option(help: ArgumentHelp("Threads of the network; 0 leaves it to the machine.", valueName: "count"))
  var threads: Int = 0

  init() {}

  func validate() throws {
    guard (0...60).contains(interval) else { throw ValidationError("--interval is 0 to 60 seconds") }
    guard (0...1).contains(threshold ?? 0), (0...1).contains(soundThreshold ?? 0) else {
      throw ValidationError("a threshold is a probability from 0 to 1")
    }
    guard (-120...120).contains(soundRise) else { throw ValidationError("--sound-rise is -120 to 120 decibels") }
    guard (0...64).contains(threads) else { throw ValidationError("--threads is 0 to 64") }
  }

  func scanner() async throws -> AccidentScanner {
    let classifier = try await head.classifier(threads: threads)
    let sound = try SoundClassifier(models: head.models.store)
    var rules = IncidentRules(
      fusion: Fusion(
        rule: fusion, imageThreshold: threshold ?? classifier.head.threshold,
        soundThreshold: soundThreshold ?? sound.threshold))
    rules.leastRise = soundRise
    if noSmoothing { rules = rules.unsmoothed }
    return AccidentScanner(image: classifier, sound: sound, rules: rules, interval: interval)
  }
}

extension Fusion.Rule: ExpressibleByArgument {}
