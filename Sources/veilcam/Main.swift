import ArgumentParser
import VeilCommands

@main
enum Main {
  static func main() async { await VeilcamCommand.main() }
}
