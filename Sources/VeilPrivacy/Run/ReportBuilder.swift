import Foundation
import VeilMedia
import VeilVision

/// Puts together what a run has to say for itself.
struct ReportBuilder {
  let run: ProtectRun
  let film: FilmInfo
  let file: InputFile
  let detections: DetectionsStage.Outcome
  let rendition: Rendition
  let painter: FramePainter
  let location: LocationOutcome
  let timings: StageTimings
  let elapsed: Duration

  func report() throws -> RunReport {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let output = try InputFile(hashing: rendition.path)
    return RunReport(
      tool: run.options.tool,
      input: RunReport.File(name: file.name, bytes: file.bytes, sha256: file.sha256),
      output: RunReport.File(name: run.names.film.lastPathComponent, bytes: output.bytes, sha256: output.sha256),
      mode: rendition.mode, method: run.policy.methodSummary,
      categories: run.policy.categories.map(\.rawValue).sorted(), configuration: configuration,
      models: painter.models(besides: detections.header.models).map {
        RunReport.Model(role: $0.role, name: $0.name, sha256: $0.sha256)
      },
      streams: film.streams.filter { $0.kind == .video || $0.kind == .audio }.map(stream), dropped: dropped,
      location: RunReport.Location(policy: run.policy.location.rawValue, found: location.found),
      detections: categories, tracks: tracks, coverage: coverage,
      damagedFrames: rendition.figures.values.flatMap(\.damagedFrames).sorted(),
      timings: timings.summaries, seconds: seconds,
      framesPerSecond: seconds > 0 ? Double(detections.summary.frames) / seconds : 0)
  }

  private var configuration: [String: String] {
    var settings = run.policy.summary
    settings.merge(painter.configuration) { $1 }
    settings.merge(detections.configuration) { $1 }
    settings["detect-interval"] = String(detections.header.interval)
    for (category, threshold) in detections.header.thresholds {
      settings["threshold.\(category)"] = String(threshold)
    }
    settings["codec"] = run.options.writer.codec.rawValue
    settings["preset"] = run.options.writer.preset
    settings["quality"] = String(run.options.writer.quality ?? run.options.writer.codec.defaultQuality)
    if run.options.detections != nil {
      settings["detections"] = detections.isEdited ? "given, corrected by hand" : "given"
    }
    return settings
  }

  private func stream(_ info: StreamInfo) -> RunReport.Stream {
    let frames = detections.header.streams.first { $0.index == info.index }?.frames
    return RunReport.Stream(
      index: info.index, kind: info.kind.rawValue, codec: info.codec, width: info.video?.width,
      height: info.video?.height, frames: frames, framesWithRegions: rendition.figures[info.index]?.framesWithRegions,
      seconds: film.duration)
  }

  private var dropped: [RunReport.Dropped] {
    var list = run.policy.warnings.map { RunReport.Dropped(what: "warning", reason: $0) } + rendition.dropped
    if film.chapterCount > 0 {
      list.append(RunReport.Dropped(what: "\(film.chapterCount) chapters", reason: "titles may be personal"))
    }
    let keys = Set(film.metadataKeys + film.streams.flatMap(\.metadataKeys)).sorted()
    if !keys.isEmpty {
      list.append(
        RunReport.Dropped(
          what: "tags other than language, rotation and colour", reason: "found \(keys.joined(separator: ", "))"))
    }
    return list
  }

  private var categories: [RunReport.CategoryFigures] {
    detections.summary.categories.sorted { $0.key < $1.key }.map { category, count in
      RunReport.CategoryFigures(
        category: category, tracks: count.tracks, regions: detections.summary.origins(of: category))
    }
  }

  private var tracks: [RunReport.TrackSpan] {
    detections.summary.tracks.map {
      RunReport.TrackSpan(
        stream: $0.stream, track: $0.track, category: $0.category, firstSecond: $0.firstSeconds,
        lastSecond: $0.lastSeconds, regions: $0.boxes, isKeptVisible: run.policy.keepTracks.contains($0.track))
    }
  }

  private var coverage: RunReport.Coverage {
    let figures = rendition.figures.values
    let frames = max(1, figures.reduce(0) { $0 + $1.frames })
    return RunReport.Coverage(
      meanArea: figures.reduce(0) { $0 + $1.sumOfShares } / Double(frames),
      largestArea: figures.map(\.largestShare).max() ?? 0,
      framesWithRegions: Double(figures.reduce(0) { $0 + $1.framesWithRegions }) / Double(frames))
  }
}

extension DetectionsSummary {
  /// Boxes of a category by how they were obtained; those without a track count as drawn.
  fileprivate func origins(of category: String) -> [String: Int] {
    var result: [String: Int] = [:]
    for track in tracks where track.category == category { result.merge(track.origins, uniquingKeysWith: +) }
    let rest = (categories[category]?.boxes ?? 0) - result.values.reduce(0, +)
    if rest > 0 { result["drawn", default: 0] += rest }
    return result
  }
}
