import VeilMedia

struct StillRun {
  let run: ProtectRun
  let started: ContinuousClock.Instant
  func run() async throws -> RunReport { throw RunError(.unsupported, "stills come next") }
}
