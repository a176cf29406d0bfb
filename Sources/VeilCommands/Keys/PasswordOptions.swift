import ArgumentParser
import Cryptography
import Foundation

/// Where the password of a keystore comes from: a file, or the terminal. Never the command line, which other users see.
struct PasswordOptions: ParsableArguments {
  @Option(
    name: .customLong("password-file"),
    help: ArgumentHelp("Take the password from the first line of this file.", valueName: "file"))
  var file: String?

  init() {}

  /// - Parameter isNew: whether to ask twice.
  func password(for what: String, isNew: Bool = false) throws -> SecretBytes {
    guard let file else { return try PasswordPrompt.ask(for: what, twice: isNew) }
    let content = try Data(contentsOf: URL(filePath: file)).prefix(4_096)
    let line = content.prefix { $0 != 0x0A && $0 != 0x0D }
    guard !line.isEmpty else { throw ValidationError("\(file) has no password in its first line") }
    return try SecretBytes(copying: line)
  }
}

/// Asks for a password on the terminal, without showing it.
enum PasswordPrompt {
  static func ask(for what: String, twice: Bool) throws -> SecretBytes {
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("there is no terminal to ask for a password; name a file with --password-file")
    }
    let first = try read("Password of \(what): ")
    if twice {
      guard try read("The same again: ").equals(first) else { throw ValidationError("the passwords differ") }
    }
    return first
  }

  private static func read(_ prompt: String) throws -> SecretBytes {
    FileHandle.standardError.write(Data(prompt.utf8))
    var saved = termios()
    tcgetattr(STDIN_FILENO, &saved)
    var hidden = saved
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    guard let line = readLine(), !line.isEmpty else { throw ValidationError("no password was given") }
    return try SecretBytes(copying: Array(line.utf8))
  }
}
