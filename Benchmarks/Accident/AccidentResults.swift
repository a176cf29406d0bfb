import BenchSupport
import Foundation

/// What was measured, as a table and as JSON.
struct AccidentResults: Encodable {
  struct Row: Encodable {
    let name: String
    /// From process start to end, start-up included, sorted.
    let wallSeconds: [Double]
    let cpuSeconds: Double
    let peakMegabytes: Double

    init(_ name: String, _ processes: [MeasuredProcess]) {
      self.name = name
      wallSeconds = processes.map(\.wallSeconds).sorted()
      let cpu = processes.map(\.cpuSeconds).sorted()
      cpuSeconds = cpu.isEmpty ? 0 : cpu[cpu.count / 2]
      peakMegabytes = processes.map(\.peakMegabytes).max() ?? 0
    }
  }

  let cores: Int
  var rows: [Row] = []
  /// Milliseconds for one 1280×720 picture: scaling, backbone, head; 5th, 50th and 95th percentile.
  var picture: [Double] = []
  var views = 1

  var table: String {
    var lines = [
      "One minute of 1280×720 with sound, whole processes, \(cores) core(s)", "",
      "| film | wall s, median | CPU s | peak MB |", "|---|---|---|---|",
    ]
    lines += rows.map { row in
      String(
        format: "| %@ | %.2f | %.2f | %.0f |", row.name, row.wallSeconds[row.wallSeconds.count / 2], row.cpuSeconds,
        row.peakMegabytes)
    }
    lines += [
      "",
      String(
        format: "One picture (%d view(s)): p5 %.1f ms, median %.1f ms, p95 %.1f ms", views, picture[0], picture[1],
        picture[2]),
    ]
    return lines.joined(separator: "\n")
  }
}
