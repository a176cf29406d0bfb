package import Foundation

/// The one-page HTML form of a report: contact sheet, timeline of tracks, coverage and what was left out. Complete in
/// one file, without scripts and without requests to anywhere.
package struct ReportPage: Sendable {
  /// A protected picture of the output for the contact sheet.
  package struct Thumbnail: Sendable {
    package let seconds: Double
    /// JPEG data of a frame of the *output*.
    package let jpeg: Data

    package init(seconds: Double, jpeg: Data) {
      self.seconds = seconds
      self.jpeg = jpeg
    }
  }

  private let report: RunReport
  private let thumbnails: [Thumbnail]

  package init(_ report: RunReport, thumbnails: [Thumbnail]) {
    self.report = report
    self.thumbnails = thumbnails
  }

  /// The page as UTF-8 text.
  package var text: String {
    let page: HTML = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(report.output.name)</title><style>\(Self.style)</style></head><body>
      <header><h1>\(report.output.name)</h1><p>\(headline)</p></header>
      <section class="figures">\(figures)</section>
      \(contactSheet)\(timeline)\(categories)\(leftOut)\(details)
      <footer>\(report.tool)</footer></body></html>
      """
    return page.description
  }

  private var headline: HTML {
    switch report.mode {
    case .rendered:
      "Protected with method <b>\(report.method)</b>; every frame was decoded, analysed, rendered and counted."
    case .copied: "Nothing to hide was found: the coded pictures are the input's own, without user data."
    }
  }

  private var figures: [HTML] {
    let frames = report.streams.reduce(0) { $0 + ($1.frames ?? 0) }
    let regions = report.detections.reduce(0) { $0 + $1.regions.values.reduce(0, +) }
    return [
      figure("\(frames)", "frames"),
      figure("\(regions)", "protected regions"),
      figure("\(report.tracks.count)", "tracks"),
      figure(percent(report.coverage.meanArea), "of the picture hidden on average"),
      figure(percent(report.coverage.framesWithRegions), "of the frames have a region"),
      figure(String(format: "%.1f", report.framesPerSecond), "frames a second"),
    ]
  }

  private func figure(_ value: String, _ label: String) -> HTML { "<div><b>\(value)</b><span>\(label)</span></div>" }

  private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  private var contactSheet: HTML {
    guard !thumbnails.isEmpty else { return "" }
    let pictures: [HTML] = thumbnails.map { thumbnail in
      let source = "data:image/jpeg;base64,\(thumbnail.jpeg.base64EncodedString())"
      let time = Self.clock(thumbnail.seconds)
      return
        "<figure><img src=\"\(source)\" alt=\"Protected frame at \(time)\"><figcaption>\(time)</figcaption></figure>"
    }
    return "<section><h2>Protected frames</h2><div class=\"sheet\">\(pictures)</div></section>"
  }

  private var categories: HTML {
    guard !report.detections.isEmpty else { return "" }
    let origins = ["detected", "tracked", "filled", "padded", "drawn"]
    let rows: [HTML] = report.detections.map { figures in
      let cells: [HTML] = origins.map { "<td>\(figures.regions[$0] ?? 0)</td>" }
      return "<tr><th scope=\"row\">\(figures.category)</th><td>\(figures.tracks)</td>\(cells)</tr>"
    }
    let heads: [HTML] = origins.map { "<th scope=\"col\">\($0)</th>" }
    return """
      <section><h2>What was found</h2><table><thead><tr><th scope="col">category</th><th scope="col">tracks</th>\(heads)</tr>
      </thead><tbody>\(rows)</tbody></table><p class="note">Regions by how they were obtained: seen by a detector, followed
      between two sightings on frames where no detector ran, filled in where it missed, padded before the first and after the
      last sighting, drawn by hand.</p></section>
      """
  }

  private var leftOut: HTML {
    let rows: [HTML] = report.dropped.map { "<li><b>\($0.what)</b>: \($0.reason)</li>" }
    let damaged: HTML =
      report.damagedFrames.isEmpty
      ? ""
      : "<li><b>\(report.damagedFrames.count) damaged frames</b>: blacked out; their numbers are in the JSON report</li>"
    let places: HTML =
      report.location.found.isEmpty
      ? ""
      : "<li><b>Places</b> (\(report.location.found.joined(separator: ", "))): policy \(report.location.policy)</li>"
    guard !rows.isEmpty || !report.damagedFrames.isEmpty || !report.location.found.isEmpty else {
      return "<section><h2>Left out</h2><p>Nothing: every stream of the input is in the output.</p></section>"
    }
    return "<section><h2>Left out</h2><ul>\(rows)\(damaged)\(places)</ul></section>"
  }

  private var details: HTML {
    let models: [HTML] = report.models.map {
      "<tr><th scope=\"row\">\($0.role)</th><td>\($0.name)</td><td class=\"hash\">\($0.sha256)</td></tr>"
    }
    let settings: [HTML] = report.configuration.sorted { $0.key < $1.key }.map {
      "<tr><th scope=\"row\">\($0.key)</th><td colspan=\"2\">\($0.value)</td></tr>"
    }
    let files: [HTML] = [("input", report.input), ("output", report.output)].map { role, file in
      "<tr><th scope=\"row\">\(role)</th><td>\(file.name), \(Int(file.bytes)) bytes</td><td class=\"hash\">\(file.sha256)</td></tr>"
    }
    let stages: [HTML] = report.timings.map { stage in
      let p50 = String(format: "%.2f ms", stage.p50Milliseconds)
      let p95 = String(format: "%.2f ms", stage.p95Milliseconds)
      return "<tr><th scope=\"row\">\(stage.stage.rawValue)</th><td>p50 \(p50)</td><td>p95 \(p95)</td></tr>"
    }
    return """
      <section><h2>How it was done</h2><details><summary>Files, models, settings and time per stage</summary>
      <table><tbody>\(files)\(models)\(settings)\(stages)</tbody></table></details></section>
      """
  }

  static func clock(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    return String(format: "%d:%02d.%d", whole / 60, whole % 60, Int(max(0, seconds) * 10) % 10)
  }
}

// MARK: - Timeline

extension ReportPage {
  /// One line per track, over the film's time, coloured by category; the longest tracks first where there are many.
  private var timeline: HTML {
    guard !report.tracks.isEmpty else { return "" }
    let shown = report.tracks.sorted { $0.lastSecond - $0.firstSecond > $1.lastSecond - $1.firstSecond }.prefix(80)
      .sorted { ($0.firstSecond, $0.track) < ($1.firstSecond, $1.track) }
    let end = max(report.streams.compactMap(\.seconds).max() ?? 0, shown.map(\.lastSecond).max() ?? 0, 0.1)
    let bars: [HTML] = shown.enumerated().map { row, track in bar(track, row: row, end: end) }
    let height = shown.count * 7 + 22
    let ticks: [HTML] = (0...5).map { step in
      let seconds = end * Double(step) / 5
      let x = String(format: "%.1f", 1000 * Double(step) / 5)
      let anchor = step == 0 ? "start" : step == 5 ? "end" : "middle"
      return "<text x=\"\(x)\" y=\"\(height - 4)\" text-anchor=\"\(anchor)\">\(Self.clock(seconds))</text>"
    }
    let more: HTML =
      report.tracks.count > shown.count ? "<p class=\"note\">The 80 longest of \(report.tracks.count) tracks.</p>" : ""
    return """
      <section><h2>When something was hidden</h2><svg viewBox="0 0 1000 \(height)" role="img"
      aria-label="Timeline of tracks">\(bars)\(ticks)</svg>\(more)</section>
      """
  }

  private func bar(_ track: RunReport.TrackSpan, row: Int, end: Double) -> HTML {
    let x = 1000 * track.firstSecond / end
    let width = max(2, 1000 * (track.lastSecond - track.firstSecond) / end)
    let place = String(format: "x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"5\"", x, row * 7 + 1, width)
    let kept = track.isKeptVisible ? ", kept visible" : ""
    let label =
      "\(track.category) \(track.track), \(Self.clock(track.firstSecond)) to \(Self.clock(track.lastSecond))\(kept)"
    let hue = track.category.utf8.reduce(7) { ($0 * 31 + Int($1)) % 360 }
    let opacity = track.isKeptVisible ? "0.35" : "1"
    return """
      <rect \(HTML(stringLiteral: place)) rx="2" fill="hsl(\(hue) 55% 52%)" opacity="\(opacity)"><title>\(label)</title></rect>
      """
  }

  private static let style: HTML = """
    :root{color-scheme:light dark;--ink:#1c2024;--soft:#60646c;--line:#d9dce0;--paper:#fcfcfd;--card:#f3f4f6}
    @media(prefers-color-scheme:dark){:root{--ink:#eceef0;--soft:#a0a4ab;--line:#383c42;--paper:#16181b;--card:#202327}}
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:68rem;margin:2rem auto;padding:0 1rem}
    h1{font-size:1.6rem;margin:0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}header p,.note,footer{color:var(--soft)}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin-top:1.2rem}
    .figures div{background:var(--card);border-radius:.6rem;padding:.7rem .9rem}.figures b{display:block;font-size:1.3rem}
    .figures span{color:var(--soft);font-size:.85rem}.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.6rem}
    figure{margin:0}img{width:100%;border-radius:.4rem;display:block}figcaption{color:var(--soft);font-size:.8rem}
    svg{width:100%;height:auto}svg text{font-size:11px;fill:var(--soft)}table{border-collapse:collapse;width:100%;font-size:.9rem}
    th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    .hash{font-family:ui-monospace,monospace;font-size:.75rem;overflow-wrap:anywhere}summary{cursor:pointer}footer{margin:3rem 0 1rem;font-size:.85rem}
    """
}
