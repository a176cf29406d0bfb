package import Foundation
internal import VeilVision

/// Labels of some or all frames of a film, by frame number from 0.
///
/// Two layouts are read. A table with the header `frame,track,x,y,width,height,kind` as in `docs/labels`: frames and
/// pixels from 0; `kind` is `ignore` for a region that counts neither way, a group (`person`, `vehicle`,
/// `two-wheeler`, `plate`), or anything else, which means a face (`frontal`, `profile`). Without a header the file is
/// MOTChallenge's `gt.txt`.
package struct FilmLabels: Sendable {
  /// The labelled frames in ascending order. Frames that are not listed were not looked at.
  package let frames: [Int]
  private var objects: [Int: [LabelledObject]] = [:]
  private var ignored: [Int: [Box]] = [:]

  package static let tableHeader = "frame,track,x,y,width,height,kind"

  /// - Throws: ``EvaluationError`` naming the expected layouts or the damaged line.
  package init(contentsOf url: URL) throws {
    let text = try LabelText(url, separator: { $0 == "," })
    if text.lines.first?.fields.map(String.init).joined(separator: ",") == Self.tableHeader {
      for row in try text.lines.dropFirst().map(Row.init) {
        if let group = row.group {
          objects[row.frame, default: []].append(LabelledObject(group: group, box: row.box, track: row.track))
        } else {
          ignored[row.frame, default: []].append(row.box)
        }
      }
    } else {
      let sequence = try MOTLabels(contentsOf: url)
      for (frame, found) in sequence.objects { objects[frame - 1] = found }
      for (frame, boxes) in sequence.ignored { ignored[frame - 1] = boxes }
    }
    frames = Set(objects.keys).union(ignored.keys).sorted()
    guard !frames.isEmpty else {
      throw EvaluationError(
        .labels, "\(url.path) holds no labels; expected the columns \(Self.tableHeader), or MOTChallenge's gt.txt")
    }
  }

  /// What is labelled at all in this film.
  package var groups: Set<ObjectGroup> { Set(objects.values.joined().map(\.group)) }

  /// The labels of a frame, nil if nobody looked at it.
  package func labels(of frame: Int, width: Int, height: Int) -> ImageLabels? {
    guard objects[frame] != nil || ignored[frame] != nil else { return nil }
    return ImageLabels(
      width: width, height: height, objects: objects[frame] ?? [], ignoring: ignored[frame] ?? [])
  }

  /// A line of the table.
  private struct Row {
    let frame: Int
    let track: Int?
    let box: Box
    /// Nil for ignored regions.
    let group: ObjectGroup?

    init(_ line: LabelText.Line) throws {
      guard let kind = line.fields.last, line.fields.count == 6 || line.fields.count == 7 else {
        throw EvaluationError(.labels, "\(line.file), line \(line.number): expected \(FilmLabels.tableHeader)")
      }
      // An empty track leaves a field less.
      let hasTrack = line.fields.count == 7
      frame = try line.integer(0)
      track = hasTrack ? try line.integer(1) : nil
      guard let box = try line.box(at: hasTrack ? 2 : 1), frame >= 0 else {
        throw EvaluationError(.labels, "\(line.file), line \(line.number): the box has no area")
      }
      self.box = box
      group = kind == "ignore" ? nil : ObjectGroup(label: String(kind)) ?? .face
    }
  }
}
