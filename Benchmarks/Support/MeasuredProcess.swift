internal import Foundation

/// A command run to its end, with what the operating system says it cost.
package struct MeasuredProcess: Sendable {
  package let wallSeconds: Double
  /// User and system time of the process and all it waited for.
  package let cpuSeconds: Double
  /// Peak resident size of the largest single process.
  package let peakMegabytes: Double
  package let status: Int32
  /// What it wrote to standard output and error.
  package let output: String

  /// Runs a program found on the PATH.
  /// - Throws: ``BenchError`` when it cannot be started.
  package static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> MeasuredProcess {
    let log = FileManager.default.temporaryDirectory.appending(path: "veilcam-bench-\(UUID().uuidString).log")
    defer { try? FileManager.default.removeItem(at: log) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

    var merged = ProcessInfo.processInfo.environment
    merged.merge(environment) { $1 }
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = merged.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }

    var pid: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawnp(&pid, arguments[0], &actions, nil, &argv, &envp) == 0 else {
      throw BenchError("\(arguments[0]) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchError("\(arguments[0]) was lost") }
    }
    let elapsed = ContinuousClock.now - start
    return MeasuredProcess(
      wallSeconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakMegabytes: Double(usage.ru_maxrss) / 1024,
      status: status & 0x7f == 0 ? (status >> 8) & 0xff : -1,
      output: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
