import ArgumentParser
import VeilCommands

@main
enum Main {
  static func main() async {
    Signals.watch()
    await VeilcamCommand.main()
  }
}
