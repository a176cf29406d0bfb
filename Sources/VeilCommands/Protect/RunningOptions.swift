import ArgumentParser

/// How a run behaves.
struct RunningOptions: ParsableArguments {
  @Flag(help: "Refuse a film with anything that cannot be protected, instead of leaving it out and naming it.")
  var strict = false

  @Flag(help: "Write what can be decoded of a damaged film; damaged frames become black and are named.")
  var salvage = false

  @Flag(help: "Replace results that exist.")
  var overwrite = false

  @Flag(help: "Pass over inputs whose protected film exists.")
  var skipExisting = false

  @Flag(help: "One pass for a camera or a pipe, with a bounded delay.")
  var live = false

  @Option(help: ArgumentHelp("Delay of --live; also how far it looks ahead.", valueName: "seconds"))
  var lookahead: Double = 1

  @Flag(help: "Do not write the HTML report.")
  var noPage = false

  @Flag(help: "Print the reports as JSON.")
  var json = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  init() {}

  func validate() throws {
    guard (0...30).contains(lookahead) else { throw ValidationError("--lookahead is a number of seconds from 0 to 30") }
    if overwrite, skipExisting { throw ValidationError("--overwrite and --skip-existing contradict each other") }
  }
}
