import ArgumentParser
import Cryptography

/// A request contract on the command line.
struct RequestArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("Address of the request.", valueName: "request")) var request: String

  init() {}

  func validate() throws { _ = try address }

  var address: Address {
    get throws { try Self.address(request, "request") }
  }

  static func address(_ text: String, _ what: String) throws -> Address {
    guard let address = try? Address(text) else {
      throw ValidationError("“\(text)” is no \(what): it is 0x and 40 hexadecimal digits; copy it anew")
    }
    return address
  }
}
