internal import CFFmpeg
internal import Foundation

/// Finds everything in and beside a film that tells where it was recorded.
package enum LocationScanner {
  /// All sources, the most detailed first.
  ///
  /// Nothing of this reaches an output by itself: the writer copies no tags, boxes, subtitles or data. The caller keeps or
  /// coarsens a track by writing it anew (``GPXDocument``, ``FilmWriterOptions/location``), and names the rest as dropped.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does.
  package static func scan(_ path: String) async throws -> [LocationSource] {
    try await MediaWork.run(on: MediaExecutor("veilcam.location")) {
      let demuxer = try Demuxer(MediaInput(path), salvages: true)
      let info = FilmInfo(demuxer)
      var found = try sideFiles(of: path)
      if info.formatName.contains("mp4"), let track = try NovatekBoxes.read(path) {
        found.append(LocationSource(kind: .novatekBox, detail: "gps ", track: track))
      }
      found += containerTags(demuxer)
      if info.isStillImage { found += try picture(path) }
      found += try tracks(demuxer, info)
      return found.sorted { $0.track.fixes.count > $1.track.fixes.count }
    }
  }

  /// Files beside a film that have its name and an ending of positions: NMEA, GPX, SubRip, in any case of letters.
  package static func sideFiles(of path: String) throws -> [LocationSource] {
    let film = URL(filePath: path)
    let stem = film.deletingPathExtension().lastPathComponent
    let folder = film.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return try names.sorted().compactMap { name in
      let url = folder.appending(path: name)
      guard url.deletingPathExtension().lastPathComponent == stem, let track = try sideFile(url) else { return nil }
      return LocationSource(kind: .sideFile, detail: name, track: track)
    }
  }

  /// Reads a file of positions; nil if its ending is not that of one.
  static func sideFile(_ url: URL) throws -> LocationTrack? {
    let ending = url.pathExtension.lowercased()
    guard ["nmea", "gps", "gpx", "srt"].contains(ending) else { return nil }
    let file = try ByteFile(path: url.path)
    let text = String(decoding: try file.bytes(at: 0, count: 64 << 20), as: UTF8.self)
    return switch ending {
    case "gpx": GPXDocument.read(text)
    case "srt": SubRipFile.read(text)
    default: LocationTrack(fixes: NMEASentence.fixes(in: text))
    }
  }

  private static func containerTags(_ demuxer: Demuxer) -> [LocationSource] {
    var entries = OptionDictionary.entries(demuxer.context.pointee.metadata)
    for stream in demuxer.streams { entries += OptionDictionary.entries(stream.pointee.metadata) }
    return entries.compactMap { key, value in
      guard key.lowercased().contains("location") || key.lowercased().contains("gps") else { return nil }
      let fix = GeoPosition(iso6709: value).map { LocationFix(position: $0) }
      return LocationSource(kind: .containerTag, detail: key, track: LocationTrack(fixes: fix.map { [$0] } ?? []))
    }
  }

  private static func picture(_ path: String) throws -> [LocationSource] {
    let file = try ByteFile(path: path)
    let exif = StillStructure(try file.bytes(at: 0, count: 64 << 20)).exif
    guard exif.hasLocation else { return [] }
    let fixes = exif.position.map { [LocationFix(position: $0)] } ?? []
    return [LocationSource(kind: .exif, detail: "GPS", track: LocationTrack(fixes: fixes))]
  }

  /// Subtitle and data tracks: words with positions, and tracks of which nothing is known.
  private static func tracks(_ demuxer: Demuxer, _ info: FilmInfo) throws -> [LocationSource] {
    let suspects = info.streams.filter { $0.kind == .subtitle || $0.kind == .data }
    guard !suspects.isEmpty else { return [] }
    demuxer.select(Set(suspects.map(\.index)))
    var fixes: [Int: [LocationFix]] = [:]
    let slot = try PacketSlot()
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      guard let data = packet.data, packet.size > 0 else { continue }
      let bytes = UnsafeBufferPointer(start: data, count: min(Int(packet.size), 65_536))
      guard var fix = SpokenPosition.fix(in: String(decoding: bytes, as: UTF8.self)) else { continue }
      let index = Int(packet.stream_index)
      fix.filmTime = packet.pts.knownTicks.map { Timestamp(ticks: $0, base: info.streams[index].timeBase).seconds }
      fixes[index, default: []].append(fix)
    }
    return suspects.compactMap { stream in
      let track = LocationTrack(fixes: fixes[stream.index] ?? [])
      guard stream.kind == .data || !track.fixes.isEmpty else { return nil }
      let tag = demuxer.streams[stream.index].pointee.codecpar.pointee.codec_tag.fourCharacters
      return LocationSource(
        kind: stream.kind == .data ? .dataTrack : .subtitleTrack, detail: "stream \(stream.index) \(tag)", track: track)
    }
  }
}

extension UInt32 {
  /// The letters of a tag such as `gpmd`.
  fileprivate var fourCharacters: String {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    return String(decoding: bytes.filter { (32..<127).contains($0) }, as: UTF8.self)
  }
}
